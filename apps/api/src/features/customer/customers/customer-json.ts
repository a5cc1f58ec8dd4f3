// Rows of customers leave PostgreSQL as JSON: reading fifty rows column by column in JavaScript costs twice as much.

/** An instant as ISO 8601 in UTC with milliseconds. */
export const utc = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** What stands in a row of the list, from `customers c`, its owner `u` and its unit `n`. */
export const fieldsInRow = `
  'id', c.id, 'version', c.version, 'customerNo', c.customer_no, 'name', c.name, 'kind', c.kind, 'level', c.level,
  'lifecycle', c.lifecycle, 'riskLevel', c.risk_level, 'riskBasis', c.risk_basis,
  'assessmentValidTo', c.assessment_valid_to, 'openedOn', c.opened_on,
  'owner', case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end,
  'unit', json_build_object('id', n.id, 'name', n.name)`

/** What a customer's own page shows beyond the row. */
export const fieldsOfCustomer = `${fieldsInRow},
  'gender', c.gender, 'birthOn', c.birth_on, 'nationality', c.nationality, 'occupation', c.occupation,
  'education', c.education, 'legalForm', c.legal_form, 'industry', c.industry,
  'registeredAddress', c.registered_address, 'lei', c.lei, 'language', c.language, 'investorClass', c.investor_class,
  'investmentCapacity', c.investment_capacity, 'capacityBasis', c.capacity_basis, 'assessedOn', c.assessed_on,
  'profileAsOf', c.profile_as_of, 'tags', c.tags, 'note', c.note, 'createdAt', ${utc('c.created_at')},
  'updatedAt', ${utc('c.updated_at')}, 'deletedAt', ${utc('c.deleted_at')}`

export const withOwnerAndUnit = 'left join users u on u.id = c.owner_id join units n on n.id = c.unit_id'
