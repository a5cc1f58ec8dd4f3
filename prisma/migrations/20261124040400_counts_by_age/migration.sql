-- What charts of age and type count is in an index, so that they need not read the customers themselves.
CREATE INDEX "customers_unit_id_kind_birth_on_opened_on_deleted_at_idx" ON "customers"("unit_id", "kind", "birth_on", "opened_on", "deleted_at");
