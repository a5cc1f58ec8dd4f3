-- Several changes of one customer are one look at it: a customer who comes with documents and contacts is marked for each.
-- CreateIndex
CREATE INDEX "customer_checks_due_customer_id_idx" ON "customer_checks_due"("customer_id");
