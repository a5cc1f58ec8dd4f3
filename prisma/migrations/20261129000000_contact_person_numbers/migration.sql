-- Who rings may be a person one speaks to at a customer: their number is found by its keyed hash, as a customer's own.
-- What is there already is hashed by the worker, which has the key.

ALTER TABLE "contact_persons" ADD COLUMN "phone_hash" TEXT;

CREATE INDEX "contact_persons_phone_hash_idx" ON "contact_persons"("phone_hash");

create index contact_persons_not_hashed on contact_persons (id) where phone_sealed is not null and phone_hash is null;
