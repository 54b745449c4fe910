import {
  basisCountsText,
  basisText,
  catalogue,
  countBases,
  type Datasheet,
  derivedDatasheet,
  factsOf,
} from '../../../devices/index.js';
import { modelId, optional } from '../../contract/parameter.js';
import { basisCountsSchema, type DatasheetValue, modelSchema } from '../../contract/results/model.js';
import { defineOperation } from '../../host/operation.js';
import { modelFor, ownModels } from './own-models.js';

export const models = defineOperation({
  name: 'model.list',
  command: 'models',
  summary: 'the catalogue: models, or one datasheet with the source of each value',
  examples: ['foblab models', 'foblab models onespan/digipass-go7'],
  parameters: { model: optional(modelId()) },
  positionals: ['model'],
  effect: 'read',
  timing: 'immediate',
  needsBench: 'optional',
  answer: (t) =>
    t.Object({
      bases: t.shared(basisCountsSchema),
      models: t.Array(t.shared(modelSchema)),
      unread: t.Optional(
        t.Array(t.String(), {
          description: "files in the bench's folder models/ that hold no model, with the reason",
        }),
      ),
    }),
  run({ hasBench, directory }, { model }) {
    const folder = hasBench ? directory : undefined;
    const own = model === undefined ? ownModels(folder) : { models: [], unread: [] };
    const chosen =
      model === undefined
        ? [...catalogue, ...own.models.map(derivedDatasheet)]
        : [modelFor(folder, model).datasheet];
    return {
      bases: countBases(model === undefined ? catalogue : chosen),
      ...(own.unread.length === 0 ? {} : { unread: own.unread }),
      models: chosen.map((sheet) => ({
        id: sheet.id,
        kind: sheet.kind,
        summary: sheet.summary,
        manufacturer: sheet.manufacturer.value,
        product: sheet.product.value,
        serial: { name: sheet.serial.name, expected: sheet.serial.expected, example: sheet.serial.example },
        notes: [...sheet.notes],
        bases: countBases([sheet]),
        ...(model === undefined ? {} : { datasheet: datasheetValues(sheet) }),
      })),
    };
  },
  plain: (result) => result.models.map((model) => model.id).join('\n'),
  text(result) {
    const [first] = result.models;
    if (result.models.length > 1 || first === undefined || first.datasheet === undefined) {
      const width = Math.max(...result.models.map((model) => model.id.length));
      return [
        ...result.models.map((model) => `${model.id.padEnd(width)}  ${model.summary}`),
        '',
        `values: ${basisCountsText(result.bases)}`,
        ...(result.unread ?? []).map((reason) => `not read: ${reason}`),
      ].join('\n');
    }
    return [
      `${first.product} (${first.manufacturer}): ${first.summary}`,
      `${first.serial.name}: ${first.serial.expected}; printed ${first.serial.example.printed}, typed ${first.serial.example.typed}`,
      ...first.notes.map((note) => `- ${note}`),
      `values: ${basisCountsText(result.bases)}`,
      '',
      ...Object.entries(first.datasheet).map(
        ([name, fact]) => `${name}: ${JSON.stringify(fact.value)}  [${basisText(fact)}] ${fact.source}`,
      ),
    ].join('\n');
  },
});

/** Every value that has a basis, under its path. */
function datasheetValues(sheet: Datasheet): Record<string, DatasheetValue> {
  return Object.fromEntries(
    factsOf(sheet).map(([path, { value, basis, source, measurement }]) => [
      path,
      { value, basis, source, ...(measurement === undefined ? {} : { measurement }) },
    ]),
  );
}
