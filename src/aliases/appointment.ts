import { fieldsOf } from '../contract/event/fields.js'

interface Customer {
  readonly id?: string | undefined
  readonly first_name: string
  readonly last_name: string
}

/** Reads an appointment or a card in which the customer's names stand in the account, of which nothing else is kept. */
export function fromLegacyAppointment(legacy: unknown): unknown {
  const { customer, ...fields } = fieldsOf(legacy)
  const { id, user, ...others } = fieldsOf(customer)
  if (typeof user !== 'object' || user === null) return legacy
  const account = fieldsOf(user)
  const key = id ?? account['id']
  return {
    ...fields,
    customer: {
      // the shop's own customers have none
      ...(key !== undefined && key !== null && { id: idOf(key) }),
      first_name: account['first_name'] ?? others['first_name'],
      last_name: account['last_name'] ?? others['last_name'],
    },
  }
}

/** Reads a list of appointments; what is no list is left to the guard. */
export function fromLegacyAppointments(legacy: unknown): unknown {
  return Array.isArray(legacy) ? legacy.map(fromLegacyAppointment) : legacy
}

/** Puts the customer's names where older releases look for them. */
export function toLegacyAppointment<Row extends { readonly customer?: Customer | undefined }>(row: Row): object {
  const { customer, ...fields } = row
  if (!customer) return fields
  const { first_name, last_name } = customer
  return { ...fields, customer: { ...customer, user: { first_name, last_name } } }
}

/** Reads the id of a database row, which is a number there; what is neither is left to the guard. */
export function idOf(id: unknown): unknown {
  return typeof id === 'number' ? String(id) : id
}
