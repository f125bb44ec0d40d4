import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'

const fits = new Ajv2020({ strict: true }).compile(JSON.parse(readFileSync('report.schema.json', 'utf8')) as object)

/** Lists where a report for programs does not fit the schema that ships with the package. */
export const misfitsOf = (report: unknown): string[] =>
  fits(report) ? [] : (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
