// A refusal with its causes and remedies. It gets the focus, and its first line links to the field.
import { fieldId } from './field.js';
import type { Refused } from './site.js';
import { minute } from './table.js';

export function RefusalSummary({ refused }: { refused: Refused | undefined }) {
  if (refused === undefined) return null;
  const { verb, refusal } = refused;
  const { field, message, causes, remedy, retryAt } = refusal;
  return (
    <div class="refusal" role="alert" tabindex={-1} data-focus>
      <h2>There is a problem</h2>
      <p>{field === null ? message : <a href={`#${fieldId(verb, field)}`}>{message}</a>}</p>
      {causes.length === 0 ? null : (
        <dl>
          {causes.map((one) => (
            <>
              <dt>{one.cause}</dt>
              <dd>{one.remedy}</dd>
            </>
          ))}
        </dl>
      )}
      {remedy === '' ? null : <p>{remedy}</p>}
      {retryAt === null ? null : <p>Try again at {minute(retryAt)} of the bench’s time.</p>}
    </div>
  );
}
