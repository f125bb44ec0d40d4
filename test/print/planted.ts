/** A fault in the printers, or in what they print calls, that the comparison with zod must find. */
export interface PlantedFault {
  readonly name: string
  /** Where, from `src` on. */
  readonly file: string
  /** Stands there exactly once. */
  readonly find: string
  readonly replace: string
}

export const plantedFaults: readonly PlantedFault[] = [
  {
    name: 'a field that is missing is let in where undefined fits it',
    file: 'guards/print/object.ts',
    find: 'if (mayBeUndefined(schema)) failIf',
    replace: 'if (false) failIf',
  },
  {
    name: 'an optional field that is not there is copied',
    file: 'guards/print/object.ts',
    find: `body.add(\`if (\${key} in \${value}) `,
    replace: 'body.add(`',
  },
  {
    name: 'a field called __proto__ becomes the prototype',
    file: 'guards/print/object.ts',
    find: "filter((key) => key !== '__proto__')",
    replace: 'filter(() => true)',
  },
  {
    name: 'an exact optional field may hold undefined',
    file: 'guards/print/described.ts',
    find: "schema._zod.traits.has('$ZodExactOptional')",
    replace: 'false',
  },
  {
    name: 'the length of text is counted in UTF-16 units',
    file: 'guards/print/scalar.ts',
    find: `\`\${scope.helper('isShort')}(\${value}, \${most.maximum})\``,
    replace: `\`(typeof \${value} === "string" && \${value}.length <= \${most.maximum})\``,
  },
  {
    name: 'the flags of a pattern are lost',
    file: 'guards/print/literal.ts',
    find: `\`/\${source}/\${flags}\``,
    replace: `\`/\${source}/\``,
  },
  {
    name: 'a pattern remembers where it was',
    file: 'guards/print/check.ts',
    find: `\${name}.lastIndex = 0, `,
    replace: '',
  },
  {
    name: 'the bound of a number is taken in where it is left out',
    file: 'guards/print/check.ts',
    find: "check.inclusive === false ? '>' : '>=', check.inclusive === false ? '<=' : '<'",
    replace: "'>=', '<'",
  },
  {
    name: 'a function of the application is taken for one of the fields',
    file: 'guards/print/own-check.ts',
    find: "if (type !== 'integer' || minimum === undefined || maximum === undefined) return undefined",
    replace: 'if (fn?.max !== undefined) return [fn.min, fn.max]; if (type === undefined) return undefined',
  },
  {
    name: 'an option of a choice is overruled by the next',
    file: 'guards/print/choice.ts',
    find: `body.add(\`break \${found}\`)`,
    replace: 'void found',
  },
  {
    name: 'a tuple may be too long',
    file: 'guards/print/list.ts',
    find: `failIf(place, \`\${value}.length > \${items.length}\`)`,
    replace: 'void items',
  },
  {
    name: 'a record is asked for no key',
    file: 'guards/print/record.ts',
    find: 'if (pass === undefined && !mayTakeNumbers(keyType)) return body.print(keyType, place)',
    replace: 'if (pass === undefined && !mayTakeNumbers(keyType)) return value',
  },
  {
    name: 'a numeric enumeration takes its names too',
    file: 'guards/print/described.ts',
    find: '(numbers.includes(Number(key) as never) ? [] : [value])',
    replace: '[value]',
  },
  {
    name: 'exactly one of several options is any of them',
    file: 'guards/print/choice.ts',
    find: `failIf(place, \`\${count} !== 1\`)`,
    replace: `failIf(place, \`\${count} < 1\`)`,
  },
  {
    name: 'a web address is copied as it came',
    file: 'guards/print/schema.ts',
    find: `      copy = name\n`,
    replace: '',
  },
  {
    name: 'two copies that can not be one are',
    file: 'guards/print/intersection.ts',
    find: 'throw TypeError("copies that can not be one")',
    replace: ';',
  },
  {
    name: 'a plain field that may be missing may hold undefined too',
    file: 'guards/print/plain/words.ts',
    find: "isExact(schema) ? 'exactOptional' : 'optional'",
    replace: "'optional'",
  },
  {
    name: 'a plain bound is taken in where it is left out',
    file: 'guards/print/plain/check.ts',
    find: "check.inclusive === false ? 'lt' : 'lte'",
    replace: "'lte'",
  },
  {
    name: 'a plain check that ends all lets others follow',
    file: 'guards/print/plain/check.ts',
    find: `return abort ? \`z.aborting(\${text})\` : text`,
    replace: 'return text',
  },
  {
    name: 'a plain field that may be undefined may be missing',
    file: 'guards/print/plain/object.ts',
    find: '!(mayBeMissing(field) || mayBeUndefined(field))',
    replace: '!mayBeMissing(field)',
  },
  {
    name: 'a strict plain object drops what is not declared',
    file: 'guards/print/plain/object.ts',
    find: `catchall ? \`, \${place.print(catchall, place, '*')}\` : ''`,
    replace: "''",
  },
  {
    name: 'a loose plain record refuses other keys',
    file: 'guards/print/plain/words.ts',
    find: `mode && \`mode: \${textLiteral(mode)}\``,
    replace: "mode && ''",
  },
  {
    name: 'plain constants stand in the wrong order',
    file: 'guards/print/plain/constants.ts',
    find: 'if (missing.size) {',
    replace: 'if (missing.size > 99) {',
  },
  {
    name: 'a plain field is asked for before it is there',
    file: 'guards/print/plain/object.ts',
    find: 'if (!needs.size) return',
    replace: 'if (needs.size < 99) return',
  },
  {
    name: 'the marks of a plain schema are lost',
    file: 'guards/print/plain.ts',
    find: 'Object.keys(marks).length ?',
    replace: 'Object.keys(marks).length > 99 ?',
  },
  {
    name: 'a plain tuple ends where an item is missing',
    file: 'plain/words/tuple.ts',
    find: 'if (at >= held.length && at >= least) break',
    replace: 'if (at >= held.length) break',
  },
  {
    name: 'the rest of a plain tuple is not read',
    file: 'plain/words/tuple.ts',
    find: 'copy[at] = rest.readAt(at, held, issues)',
    replace: 'copy[at] = held[at]',
  },
  {
    name: 'a plain key is text only',
    file: 'plain/words/record-of.ts',
    find: 'isNumeric ? [key, Number(key)] : [key]',
    replace: '[key]',
  },
  {
    name: 'a plain choice of exactly one takes the first',
    file: 'plain/words/choice.ts',
    find: 'if (first && !another) return first.copy',
    replace: 'if (first) return first.copy',
  },
  {
    name: 'a plain intersection refuses what one side refuses',
    file: 'plain/words/intersection.ts',
    find: 'const keys = [...one.refused.keys()].filter((key) => other.refused.has(key))',
    replace: 'const keys = [...one.refused.keys()]',
  },
  {
    name: 'a plain option whose word may be missing is not found',
    file: 'plain/words/presence.ts',
    find: 'return values && schema && isOmittable(schema) ? [...values, undefined] : (values ?? [])',
    replace: 'return values ?? []',
  },
  {
    name: 'a plain field is never missed',
    file: 'plain/words/object-of.ts',
    find: 'else if (isNeeded) miss(key, field, held, issues)',
    replace: 'else if (false) miss(key, field, held, issues)',
  },
  {
    name: 'an undeclared field of a plain object may be a prototype',
    file: 'plain/words/object-of.ts',
    find: "else if (key !== '__proto__') copy[key]",
    replace: 'else copy[key]',
  },
  {
    name: 'no length is asked of what a schema refused',
    file: 'plain/schema.ts',
    find: 'each.continue ?? check.isOfLength',
    replace: 'each.continue ?? false',
  },
  {
    name: 'a plain list that is too long is asked for more',
    file: 'plain/vocabulary.ts',
    find: 'issues.push(schemaIssue(cap, [], false, items))',
    replace: 'issues.push(schemaIssue(cap, [], true, items))',
  },
  {
    name: 'a plain number is too big where it is too small',
    file: 'plain/words/number-check.ts',
    find: 'add(value > 0 ?',
    replace: 'add(value < 0 ?',
  },
  {
    name: 'a plain length is counted in UTF-16 units',
    file: 'plain/vocabulary.ts',
    find: `  if (typeof value === 'string') return isShort(value, most)\n`,
    replace: '',
  },
  {
    name: 'bytes are copied without a bound',
    file: 'guards/print/schema.ts',
    find: `describedBy(schema).maximum})`,
    replace: `Infinity})`,
  },
  {
    name: 'plain bytes keep their class',
    file: 'plain/words/binary.ts',
    find: 'return copy ?? value',
    replace: 'return value',
  },
  {
    name: 'a web address keeps its line breaks',
    file: 'fields/format.ts',
    find: ".replace(/[\\t\\n\\r]/g, '')",
    replace: '',
  },
  {
    name: 'a token names any algorithm',
    file: 'fields/format.ts',
    find: '(!algorithm || said.alg === algorithm)',
    replace: '(!algorithm || said.alg)',
  },
]
