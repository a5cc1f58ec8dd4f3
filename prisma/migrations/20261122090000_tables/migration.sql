-- CreateTable
CREATE TABLE "units" (
    "id" UUID NOT NULL,
    "parent_id" UUID,
    "kind" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "units_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit_ancestry" (
    "ancestor_id" UUID NOT NULL,
    "descendant_id" UUID NOT NULL,

    CONSTRAINT "unit_ancestry_pkey" PRIMARY KEY ("ancestor_id","descendant_id")
);

-- CreateTable
CREATE TABLE "roles" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "permissions" TEXT[],
    "scope" TEXT NOT NULL,
    "clearance" TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "roles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "staff_no" TEXT,
    "unit_id" UUID NOT NULL,
    "role_id" UUID NOT NULL,
    "preferences" JSONB NOT NULL DEFAULT '{}',
    "disabled_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credentials" (
    "user_id" UUID NOT NULL,
    "password_hash" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credentials_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "token_hash" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "sign_in_throttles" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "blocked_until" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_throttles_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "customers" (
    "id" UUID NOT NULL,
    "customer_no" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_pinyin" TEXT NOT NULL,
    "name_initials" TEXT NOT NULL,
    "search_keys" TEXT[],
    "gender" TEXT,
    "birth_on" DATE,
    "nationality" TEXT,
    "occupation" TEXT,
    "education" TEXT,
    "legal_form" TEXT,
    "industry" TEXT,
    "registered_address" TEXT,
    "lei" TEXT,
    "investor_class" TEXT NOT NULL DEFAULT 'ordinary',
    "lifecycle" TEXT NOT NULL DEFAULT 'active',
    "level" TEXT,
    "risk_level" TEXT,
    "risk_basis" TEXT NOT NULL DEFAULT 'unavailable',
    "investment_capacity" TEXT,
    "capacity_basis" TEXT NOT NULL DEFAULT 'unavailable',
    "assessed_on" DATE,
    "assessment_valid_to" DATE,
    "profile_as_of" DATE,
    "opened_on" DATE,
    "owner_id" UUID,
    "unit_id" UUID NOT NULL,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "note" TEXT,
    "import_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "customers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identifications" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "number_sealed" TEXT NOT NULL,
    "number_hash" TEXT NOT NULL,
    "issuer" TEXT,
    "valid_to" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "identifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_points" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value_sealed" TEXT NOT NULL,
    "value_hash" TEXT NOT NULL,
    "preferred" BOOLEAN NOT NULL DEFAULT false,
    "do_not_contact" BOOLEAN NOT NULL DEFAULT false,
    "verified_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "contact_points_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_persons" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT,
    "phone_sealed" TEXT,
    "email_sealed" TEXT,
    "wechat" TEXT,
    "preferred_time" TEXT,
    "do_not_contact" BOOLEAN NOT NULL DEFAULT false,
    "primary" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "contact_persons_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_cards" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "bank" TEXT NOT NULL,
    "number_sealed" TEXT NOT NULL,
    "number_hash" TEXT NOT NULL,
    "luhn" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "bank_cards_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "investor_profiles" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "as_of" DATE NOT NULL,
    "level" TEXT,
    "risk_level" TEXT,
    "risk_basis" TEXT NOT NULL,
    "investment_capacity" TEXT,
    "capacity_basis" TEXT NOT NULL,
    "assessed_on" DATE,
    "valid_to" DATE,
    "preference" TEXT,
    "experience" TEXT,
    "source" TEXT NOT NULL,
    "import_id" UUID,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "recorded_by" UUID,

    CONSTRAINT "investor_profiles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "relationship_assignments" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "owner_id" UUID,
    "unit_id" UUID NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),
    "reason" TEXT,
    "recorded_by" UUID,

    CONSTRAINT "relationship_assignments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "market" TEXT,
    "currency" TEXT NOT NULL DEFAULT 'CNY',
    "status" TEXT NOT NULL DEFAULT 'open',
    "opened_on" DATE,
    "closed_on" DATE,
    "import_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_service_requests" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "note" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "requested_by" UUID NOT NULL,

    CONSTRAINT "account_service_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "securities" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "isin" TEXT,
    "name" TEXT,
    "short_name" TEXT,
    "category" TEXT,
    "sub_category" TEXT,
    "market" TEXT,
    "sector" TEXT,
    "industry" TEXT,
    "currency" TEXT NOT NULL DEFAULT 'CNY',
    "as_of" DATE,
    "last_price" DECIMAL(28,12),
    "last_price_at" TIMESTAMPTZ(3),
    "unknown" BOOLEAN NOT NULL DEFAULT false,
    "import_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "securities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trades" (
    "customer_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "security_id" UUID NOT NULL,
    "traded_at" TIMESTAMPTZ(3) NOT NULL,
    "traded_on" DATE NOT NULL,
    "side" TEXT NOT NULL,
    "quantity" DECIMAL(20,4) NOT NULL,
    "price" DECIMAL(28,12) NOT NULL,
    "amount" DECIMAL(20,4) NOT NULL,
    "fees" DECIMAL(20,4) NOT NULL DEFAULT 0,
    "currency" TEXT NOT NULL,
    "external_key" TEXT NOT NULL,
    "import_id" UUID,

    CONSTRAINT "trades_pkey" PRIMARY KEY ("customer_id","id")
);

-- CreateTable
CREATE TABLE "prices" (
    "security_id" UUID NOT NULL,
    "priced_at" TIMESTAMPTZ(3) NOT NULL,
    "price" DECIMAL(28,12) NOT NULL,
    "import_id" UUID,

    CONSTRAINT "prices_pkey" PRIMARY KEY ("security_id","priced_at")
);

-- CreateTable
CREATE TABLE "customer_months" (
    "customer_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "traded_value" DECIMAL(20,4) NOT NULL,
    "trades" INTEGER NOT NULL,
    "owner_id" UUID,
    "unit_id" UUID NOT NULL,
    "live" BOOLEAN NOT NULL,

    CONSTRAINT "customer_months_pkey" PRIMARY KEY ("customer_id","month","currency")
);

-- CreateTable
CREATE TABLE "unit_months" (
    "unit_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "currency" TEXT NOT NULL,
    "traded_value" DECIMAL(22,4) NOT NULL,
    "trades" BIGINT NOT NULL,
    "active_customers" INTEGER NOT NULL,

    CONSTRAINT "unit_months_pkey" PRIMARY KEY ("unit_id","month","currency")
);

-- CreateTable
CREATE TABLE "care_visits" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "planned_on" DATE NOT NULL,
    "planned_time" TEXT,
    "purpose" TEXT,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "outcome" TEXT,
    "content" TEXT,
    "minutes" INTEGER,
    "recorded_at" TIMESTAMPTZ(3),
    "recorded_by" UUID,
    "owner_id" UUID,
    "unit_id" UUID NOT NULL,
    "live" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" UUID,

    CONSTRAINT "care_visits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "imports" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "layout" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "bytes_read" BIGINT NOT NULL DEFAULT 0,
    "bytes_total" BIGINT NOT NULL DEFAULT 0,
    "rows" BIGINT NOT NULL DEFAULT 0,
    "created" BIGINT NOT NULL DEFAULT 0,
    "updated" BIGINT NOT NULL DEFAULT 0,
    "unchanged" BIGINT NOT NULL DEFAULT 0,
    "refused" BIGINT NOT NULL DEFAULT 0,
    "made" JSONB NOT NULL DEFAULT '{}',
    "reasons" JSONB NOT NULL DEFAULT '[]',
    "failure" TEXT,
    "started_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_refusals" (
    "import_id" UUID NOT NULL,
    "block" INTEGER NOT NULL,
    "rows_sealed" TEXT NOT NULL,

    CONSTRAINT "import_refusals_pkey" PRIMARY KEY ("import_id","block")
);

-- CreateTable
CREATE TABLE "import_layouts" (
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "layout" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_layouts_pkey" PRIMARY KEY ("user_id","kind","layout")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "chain" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "object_type" TEXT NOT NULL,
    "object_id" UUID,
    "customer_id" UUID,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "request_id" TEXT,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("chain","seq","ordinal")
);

-- CreateTable
CREATE TABLE "audit_links" (
    "chain" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "events" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_links_pkey" PRIMARY KEY ("chain","seq")
);

-- CreateTable
CREATE TABLE "audit_heads" (
    "chain" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_heads_pkey" PRIMARY KEY ("chain")
);

-- CreateIndex
CREATE UNIQUE INDEX "units_code_key" ON "units"("code");

-- CreateIndex
CREATE INDEX "unit_ancestry_descendant_id_idx" ON "unit_ancestry"("descendant_id");

-- CreateIndex
CREATE UNIQUE INDEX "roles_code_key" ON "roles"("code");

-- CreateIndex
CREATE UNIQUE INDEX "users_username_key" ON "users"("username");

-- CreateIndex
CREATE INDEX "users_unit_id_idx" ON "users"("unit_id");

-- CreateIndex
CREATE INDEX "users_role_id_idx" ON "users"("role_id");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "customers_customer_no_idx" ON "customers"("customer_no");

-- CreateIndex
CREATE INDEX "customers_owner_id_name_pinyin_id_deleted_at_idx" ON "customers"("owner_id", "name_pinyin", "id", "deleted_at");

-- CreateIndex
CREATE INDEX "customers_unit_id_name_pinyin_id_deleted_at_idx" ON "customers"("unit_id", "name_pinyin", "id", "deleted_at");

-- CreateIndex
CREATE INDEX "customers_name_pinyin_id_deleted_at_idx" ON "customers"("name_pinyin", "id", "deleted_at");

-- CreateIndex
CREATE INDEX "customers_opened_on_id_idx" ON "customers"("opened_on", "id");

-- CreateIndex
CREATE INDEX "customers_unit_id_opened_on_level_risk_level_deleted_at_idx" ON "customers"("unit_id", "opened_on", "level", "risk_level", "deleted_at");

-- CreateIndex
CREATE INDEX "customers_updated_at_id_idx" ON "customers"("updated_at", "id");

-- CreateIndex
CREATE INDEX "customers_search_keys_idx" ON "customers" USING GIN ("search_keys");

-- CreateIndex
CREATE INDEX "identifications_customer_id_idx" ON "identifications"("customer_id");

-- CreateIndex
CREATE INDEX "identifications_number_hash_idx" ON "identifications"("number_hash");

-- CreateIndex
CREATE INDEX "contact_points_customer_id_idx" ON "contact_points"("customer_id");

-- CreateIndex
CREATE INDEX "contact_points_value_hash_idx" ON "contact_points"("value_hash");

-- CreateIndex
CREATE INDEX "contact_persons_customer_id_idx" ON "contact_persons"("customer_id");

-- CreateIndex
CREATE INDEX "bank_cards_customer_id_idx" ON "bank_cards"("customer_id");

-- CreateIndex
CREATE INDEX "bank_cards_number_hash_idx" ON "bank_cards"("number_hash");

-- CreateIndex
CREATE UNIQUE INDEX "investor_profiles_customer_id_as_of_key" ON "investor_profiles"("customer_id", "as_of");

-- CreateIndex
CREATE INDEX "relationship_assignments_customer_id_valid_from_idx" ON "relationship_assignments"("customer_id", "valid_from");

-- CreateIndex
CREATE INDEX "accounts_customer_id_idx" ON "accounts"("customer_id");

-- CreateIndex
CREATE INDEX "accounts_number_idx" ON "accounts"("number");

-- CreateIndex
CREATE INDEX "account_service_requests_customer_id_idx" ON "account_service_requests"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "securities_code_key" ON "securities"("code");

-- CreateIndex
CREATE INDEX "trades_customer_id_traded_at_id_idx" ON "trades"("customer_id", "traded_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "trades_customer_id_external_key_key" ON "trades"("customer_id", "external_key");

-- CreateIndex
CREATE INDEX "customer_months_month_customer_id_idx" ON "customer_months"("month", "customer_id");

-- CreateIndex
CREATE INDEX "unit_months_month_idx" ON "unit_months"("month");

-- CreateIndex
CREATE INDEX "care_visits_customer_id_planned_on_idx" ON "care_visits"("customer_id", "planned_on");

-- CreateIndex
CREATE INDEX "care_visits_owner_id_planned_on_id_live_idx" ON "care_visits"("owner_id", "planned_on", "id", "live");

-- CreateIndex
CREATE INDEX "care_visits_unit_id_planned_on_id_live_idx" ON "care_visits"("unit_id", "planned_on", "id", "live");

-- CreateIndex
CREATE INDEX "care_visits_planned_on_id_live_unit_id_state_outcome_idx" ON "care_visits"("planned_on", "id", "live", "unit_id", "state", "outcome");

-- CreateIndex
CREATE INDEX "imports_started_by_created_at_idx" ON "imports"("started_by", "created_at");

-- CreateIndex
CREATE INDEX "audit_events_at_id_idx" ON "audit_events"("at", "id");

-- CreateIndex
CREATE INDEX "audit_events_customer_id_at_idx" ON "audit_events"("customer_id", "at");

-- CreateIndex
CREATE INDEX "audit_events_object_id_at_idx" ON "audit_events"("object_id", "at");

-- CreateIndex
CREATE INDEX "audit_events_actor_id_at_idx" ON "audit_events"("actor_id", "at");

-- AddForeignKey
ALTER TABLE "units" ADD CONSTRAINT "units_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "units"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "users" ADD CONSTRAINT "users_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "roles"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "customers" ADD CONSTRAINT "customers_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "customers" ADD CONSTRAINT "customers_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "identifications" ADD CONSTRAINT "identifications_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "contact_points" ADD CONSTRAINT "contact_points_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "contact_persons" ADD CONSTRAINT "contact_persons_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "bank_cards" ADD CONSTRAINT "bank_cards_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "investor_profiles" ADD CONSTRAINT "investor_profiles_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "relationship_assignments" ADD CONSTRAINT "relationship_assignments_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "relationship_assignments" ADD CONSTRAINT "relationship_assignments_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "account_service_requests" ADD CONSTRAINT "account_service_requests_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "account_service_requests" ADD CONSTRAINT "account_service_requests_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "account_service_requests" ADD CONSTRAINT "account_service_requests_requested_by_fkey" FOREIGN KEY ("requested_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "trades" ADD CONSTRAINT "trades_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "trades" ADD CONSTRAINT "trades_security_id_fkey" FOREIGN KEY ("security_id") REFERENCES "securities"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "prices" ADD CONSTRAINT "prices_security_id_fkey" FOREIGN KEY ("security_id") REFERENCES "securities"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "care_visits" ADD CONSTRAINT "care_visits_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "care_visits" ADD CONSTRAINT "care_visits_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "care_visits" ADD CONSTRAINT "care_visits_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_started_by_fkey" FOREIGN KEY ("started_by") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "import_refusals" ADD CONSTRAINT "import_refusals_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
