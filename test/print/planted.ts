/** A fault in the printer that the comparison with zod must find. */
export interface PlantedFault {
  readonly name: string
  readonly file: string
  /** Stands there exactly once. */
  readonly find: string
  readonly replace: string
}

export const plantedFaults: readonly PlantedFault[] = [
  {
    name: 'a field that is missing is let in where undefined fits it',
    file: 'object.ts',
    find: 'if (mayBeUndefined(schema)) failIf',
    replace: 'if (false) failIf',
  },
  {
    name: 'an optional field that is not there is copied',
    file: 'object.ts',
    find: `body.add(\`if (\${key} in \${value}) `,
    replace: 'body.add(`',
  },
  {
    name: 'a field called __proto__ becomes the prototype',
    file: 'object.ts',
    find: "filter((key) => key !== '__proto__')",
    replace: 'filter(() => true)',
  },
  {
    name: 'an exact optional field may hold undefined',
    file: 'described.ts',
    find: "schema._zod.traits.has('$ZodExactOptional')",
    replace: 'false',
  },
  {
    name: 'the length of text is counted in UTF-16 units',
    file: 'scalar.ts',
    find: `\`\${scope.helper('isShort')}(\${value}, \${most.maximum})\``,
    replace: `\`(typeof \${value} === "string" && \${value}.length <= \${most.maximum})\``,
  },
  {
    name: 'the flags of a pattern are lost',
    file: 'literal.ts',
    find: `\`/\${source}/\${flags}\``,
    replace: `\`/\${source}/\``,
  },
  {
    name: 'a pattern remembers where it was',
    file: 'check.ts',
    find: `\${name}.lastIndex = 0, `,
    replace: '',
  },
  {
    name: 'the bound of a number is taken in where it is left out',
    file: 'check.ts',
    find: "check.inclusive === false ? '>' : '>=', check.inclusive === false ? '<=' : '<'",
    replace: "'>=', '<'",
  },
  {
    name: 'a function of the application is taken for one of the fields',
    file: 'own-check.ts',
    find: "max !== undefined && type === 'integer' && minimum === min && maximum === max",
    replace: 'max !== undefined && [type, minimum, maximum, max].includes(max)',
  },
  {
    name: 'an option of a choice is overruled by the next',
    file: 'choice.ts',
    find: `body.add(\`break \${found}\`)`,
    replace: 'void found',
  },
  {
    name: 'a tuple may be too long',
    file: 'list.ts',
    find: `failIf(place, \`\${value}.length > \${items.length}\`)`,
    replace: 'void items',
  },
  {
    name: 'a record is asked for no key',
    file: 'record.ts',
    find: "if (type !== 'number') return body.print(keyType, place)",
    replace: "if (type !== 'number') return value",
  },
  {
    name: 'a numeric enumeration takes its names too',
    file: 'described.ts',
    find: '(numbers.includes(Number(key) as never) ? [] : [value])',
    replace: '[value]',
  },
]
