// Prints what generators call what they make of our documents; it runs where they are installed.
//
//   node model-names.program.mjs <folder of asyncapi/ and schemas/>
import { readdirSync, readFileSync } from 'node:fs'
import { TypeScriptGenerator } from '@asyncapi/modelina'
import { InputData, JSONSchemaInput, quicktype } from 'quicktype-core'

const root = process.argv[2]
const read = (path) => readFileSync(`${root}/${path}`, 'utf8')

const models = {}
for (const file of readdirSync(`${root}/asyncapi`)) {
  const made = await new TypeScriptGenerator({ modelType: 'interface' }).generate(JSON.parse(read(`asyncapi/${file}`)))
  models[file] = made.map(({ modelName }) => modelName)
}

const types = {}
for (const { file } of JSON.parse(read('schemas/index.json')).files) {
  const schema = read(`schemas/${file}`)
  const input = new JSONSchemaInput(undefined)
  await input.addSource({ name: JSON.parse(schema).title, schema })
  const inputData = new InputData()
  inputData.addInput(input)
  const { lines } = await quicktype({ inputData, lang: 'typescript', rendererOptions: { 'just-types': 'true' } })
  types[file] = [...lines.join('\n').matchAll(/^export (?:interface|type|enum) (\w+)/gm)].map(([, name]) => name)
}
console.log(JSON.stringify({ models, types }))
