import {
  bothWays,
  type ContractEdit,
  dispatch,
  edit,
  eventIn,
  fieldsOf,
  message,
  order,
  sending,
} from './contract-edit.js'

/** The edits of fields. */
export const fieldEdits: readonly ContractEdit[] = [
  ...bothWays('an optional field', (event) => {
    fieldsOf(event)['note'] = { type: 'string' }
  }),
  edit(
    'an optional field, in an object that refuses undeclared keys on both sides',
    (contract) => {
      fieldsOf(order(contract))['gift'] = { type: 'boolean' }
    },
    (contract) => {
      Object.assign(order(contract)['payload'], { additionalProperties: false, 'x-unknown': 'strict' })
    },
  ),
  ...bothWays('a required field', (event) => {
    fieldsOf(event)['priority'] = { type: 'integer' }
    event['payload'].required.push('priority')
  }),
  ...bothWays('a field with a default', (event) => {
    fieldsOf(event)['silent'] = { type: 'boolean', default: false }
  }),
  edit('a required field that may be missing, in what the server sends', (contract) => {
    const { payload } = message(contract)
    payload.required = payload.required.filter((name: string) => name !== 'receiverId')
  }),
  edit('a required field that may be missing, in what a client sends', (contract) => {
    const { payload } = sending(contract)
    payload.required = payload.required.filter((name: string) => name !== 'receiverId')
  }),
  ...bothWays('a field that may be null', (event) => {
    const fields = fieldsOf(event)
    fields['content'] = { anyOf: [fields['content'], { type: 'null' }] }
  }),
  edit('a field that may be null and could be missing', (contract) => {
    const { payload } = sending(contract)
    const { clientMessageId } = payload.properties
    payload.properties.clientMessageId = { anyOf: [clientMessageId, { type: 'null' }] }
    payload.required.push('clientMessageId')
  }),
  edit('a default for an optional field', (contract) => {
    fieldsOf(sending(contract))['clientMessageId'].default = 'none'
  }),
  edit(
    'another default',
    (contract) => {
      fieldsOf(sending(contract))['clientMessageId'].default = 'other'
    },
    (contract) => {
      fieldsOf(sending(contract))['clientMessageId'].default = 'none'
    },
  ),
  ...bothWays('another name of a field', (event) => {
    const { payload } = event
    payload.properties.body = payload.properties.content
    delete payload.properties.content
    payload.required = payload.required.map((name: string) => (name === 'content' ? 'body' : name))
  }),
  ...bothWays('another type of a field', (event) => {
    fieldsOf(event)['receiverId'] = { type: 'integer' }
  }),
  ...bothWays('a longer text', (event) => {
    fieldsOf(event)['content'] = { ...fieldsOf(event)['content'], maxLength: 20_000 }
  }),
  ...bothWays('a pattern', (event) => {
    fieldsOf(event)['content'] = { ...fieldsOf(event)['content'], pattern: '^[^<>]*$' }
  }),
]

/** The edits of what a field takes. */
export const valueEdits: readonly ContractEdit[] = [
  edit('another word in a closed list', (contract) => {
    dispatch(contract)['properties'].status.enum.push('LOST')
  }),
  edit('another word in an open list', (contract) => {
    dispatch(contract)['properties'].provider['x-known'].push('dhl')
  }),
  edit('a closed list in place of an open one', (contract) => {
    const { provider } = dispatch(contract)['properties']
    dispatch(contract)['properties'].provider = { type: 'string', enum: provider['x-known'] }
  }),
  edit('one word in place of another', (contract) => {
    const list = dispatch(contract)['properties'].status.enum
    list[list.length - 1] = 'LOST'
  }),
  edit('another format', (contract) => {
    fieldsOf(order(contract))['createdAt'] = { type: 'string', format: 'date' }
  }),
  edit('another pattern for the same format', (contract) => {
    fieldsOf(order(contract))['createdAt'] = { ...fieldsOf(order(contract))['createdAt'], pattern: '^\\d{4}-.*Z$' }
  }),
  edit('undeclared keys kept', (contract) => {
    const { payload } = order(contract)
    payload.additionalProperties = {}
    payload['x-unknown'] = 'loose'
  }),
  edit('undeclared keys refused', (contract) => {
    const { payload } = order(contract)
    payload.additionalProperties = false
    payload['x-unknown'] = 'strict'
  }),
  edit('a list that may not be empty', (contract) => {
    fieldsOf(eventIn(contract, '/appointments', 'today_appointments'))['appointments'].minItems = 1
  }),
  edit('a schema written otherwise', (contract) => {
    fieldsOf(order(contract))['quantity'] = { allOf: [fieldsOf(order(contract))['quantity']] }
  }),
  edit('a keyword nobody knows', (contract) => {
    fieldsOf(order(contract))['quantity'].sparkles = 3
  }),
  edit('another list of words, written as alternatives', (contract) => {
    const { status } = dispatch(contract)['properties']
    dispatch(contract)['properties'].status = { anyOf: status.enum.map((word: string) => ({ const: word })) }
  }),
  edit('a check that no schema shows', (contract) => {
    fieldsOf(order(contract))['quantity'].checkId = 'in-stock'
  }),
  edit('bytes in place of text', (contract) => {
    const { 'x-sensitive': mark } = fieldsOf(message(contract))['content']
    fieldsOf(message(contract))['content'] = { type: 'string', contentEncoding: 'base64', 'x-sensitive': mark }
  }),
  edit('a mark on a field', (contract) => {
    fieldsOf(order(contract))['drugName']['x-sensitive'] = 'secret'
  }),
  edit('a sensitive field', (contract) => {
    fieldsOf(order(contract))['diagnosis'] = { type: 'string', 'x-sensitive': 'phi' }
  }),
  edit('another name of a sensitive field', (contract) => {
    const { properties } = fieldsOf(order(contract))['patient']
    properties.mobile = { ...properties.phone }
    delete properties.phone
    const patient = fieldsOf(order(contract))['patient']
    patient.required = (patient.required ?? []).map((name: string) => (name === 'phone' ? 'mobile' : name))
  }),
  edit('the end of a field, announced for the next major release', (contract) => {
    fieldsOf(order(contract))['quantity'] = {
      ...fieldsOf(order(contract))['quantity'],
      deprecated: true,
      'x-removeIn': '2.0.0',
    }
  }),
]
