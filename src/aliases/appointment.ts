import { fieldsOf } from '../contract/event/fields.js'

interface Named {
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
  // an account without an id can be nobody's: the appointment is worth more than a name
  if (key === undefined || key === null) return fields
  return {
    ...fields,
    customer: {
      id: String(key),
      first_name: account['first_name'] ?? others['first_name'],
      last_name: account['last_name'] ?? others['last_name'],
    },
  }
}

/** Reads a list of appointments or cards; what is no list is left to the guard. */
export function fromLegacyAppointments(legacy: unknown): unknown {
  return Array.isArray(legacy) ? legacy.map(fromLegacyAppointment) : legacy
}

/** Puts the customer's names where older releases look for them. */
export function toLegacyAppointments(list: readonly { readonly customer?: Named | undefined }[]): unknown[] {
  return list.map(({ customer, ...fields }) => {
    if (!customer) return fields
    const { first_name, last_name } = customer
    return { ...fields, customer: { ...customer, user: { first_name, last_name } } }
  })
}
