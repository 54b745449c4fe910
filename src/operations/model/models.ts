import { catalogue, type Fact, findModel } from '../../../devices/index.js';
import { modelId, optional } from '../../contract/parameter.js';
import { defineOperation } from '../../host/operation.js';

export interface DatasheetValue {
  value: unknown;
  basis: string;
  source: string;
}

export const models = defineOperation({
  name: 'model.list',
  command: 'models',
  summary: 'the catalogue: models, or one datasheet with the source of each value',
  examples: ['foblab models', 'foblab models onespan/digipass-go7'],
  parameters: { model: optional(modelId()) },
  positionals: ['model'],
  effect: 'read',
  timing: 'immediate',
  needsBench: false,
  run(_context, { model }) {
    const chosen = model === undefined ? catalogue : [findModel(model)];
    return {
      models: chosen.map((sheet) => ({
        id: sheet.id,
        kind: sheet.kind,
        summary: sheet.summary,
        manufacturer: sheet.manufacturer.value,
        product: sheet.product.value,
        serial: { name: sheet.serial.name, expected: sheet.serial.expected, example: sheet.serial.example },
        notes: [...sheet.notes],
        ...(model === undefined ? {} : { datasheet: datasheetValues(sheet, '') }),
      })),
    };
  },
  plain: (result) => result.models.map((model) => model.id).join('\n'),
  text(result) {
    const [first] = result.models;
    if (result.models.length > 1 || first === undefined || first.datasheet === undefined) {
      const width = Math.max(...result.models.map((model) => model.id.length));
      return result.models.map((model) => `${model.id.padEnd(width)}  ${model.summary}`).join('\n');
    }
    return [
      `${first.product} (${first.manufacturer}): ${first.summary}`,
      `${first.serial.name}: ${first.serial.expected}; printed ${first.serial.example.printed}, typed ${first.serial.example.typed}`,
      ...first.notes.map((note) => `- ${note}`),
      '',
      ...Object.entries(first.datasheet).map(
        ([name, fact]) => `${name}: ${JSON.stringify(fact.value)}  [${fact.basis}] ${fact.source}`,
      ),
    ].join('\n');
  },
});

/** Every value that has a basis, under its path. */
function datasheetValues(value: object, path: string): Record<string, DatasheetValue> {
  const found: Record<string, DatasheetValue> = {};
  for (const [name, inner] of Object.entries(value)) {
    const here = path === '' ? name : `${path}.${name}`;
    if (isFact(inner)) found[here] = { value: inner.value, basis: inner.basis, source: inner.source };
    else if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
      Object.assign(found, datasheetValues(inner, here));
  }
  return found;
}

function isFact(value: unknown): value is Fact<unknown> {
  return typeof value === 'object' && value !== null && 'basis' in value && 'source' in value;
}
