-- A request that is sent again, because its answer was lost or a finger slipped, has its effect once: it is kept beside the effect,
-- in the same transaction, what it was and what it was answered (D-08).

-- CreateTable
CREATE TABLE "kept_answers" (
    "actor_id" UUID NOT NULL,
    "route" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "answer_sealed" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "kept_answers_pkey" PRIMARY KEY ("actor_id","route","key")
);

-- CreateIndex
CREATE INDEX "kept_answers_at_idx" ON "kept_answers"("at");

alter table kept_answers enable row level security, force row level security;
create policy mine on kept_answers to sees_own, sees_units, sees_all, sees_none using (actor_id = viewer_id());
create policy system on kept_answers to rapport_system, current_user using (true);
revoke all on kept_answers from public;
grant select, insert, update, delete on kept_answers to rapport_system;
grant select, insert on kept_answers to sees_own, sees_units, sees_all, sees_none;
