// The address of one request. Its origin is fixed, and an inserted value stays inside its segment or the query.
import { inUrl } from './encodings.js';
import type { UrlTemplate } from './target-description.js';
import { TargetError } from './target-error.js';
import { fill, placeholdersOf, type Values } from './template.js';

export function requestUrl({ origin, segments, query }: UrlTemplate, values: Values): URL {
  const path = segments.map((segment) => {
    const text = fill(segment, values, inUrl);
    const [placeholder] = placeholdersOf(segment);
    // RFC 3986 §5.2.4 removes "." and "..", and ".." also the segment before it; an empty segment shifts the rest.
    if (placeholder !== undefined && (text === '' || text === '.' || text === '..'))
      throw new TargetError(
        'unsendable',
        `Not sent: {${placeholder}} is ${text === '' ? 'empty' : `"${text}"`}, which cannot be a part of the path. ` +
          'Put it into the query or the body.',
      );
    return text;
  });
  return new URL(`${origin}/${path.join('/')}${query === null ? '' : `?${fill(query, values, inUrl)}`}`);
}
