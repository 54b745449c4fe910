// The address of one request. Its origin is fixed; what is inserted stays inside its segment or its query.
import { inUrl } from './encodings.js';
import type { UrlTemplate } from './target-description.js';
import { TargetError } from './target-error.js';
import { fill, placeholdersOf, type Values } from './template.js';

export function requestUrl({ origin, segments, query }: UrlTemplate, values: Values): URL {
  const path = segments.map((segment) => {
    const text = fill(segment, values, inUrl);
    const [placeholder] = placeholdersOf(segment);
    // RFC 3986 §5.2.4 would take these away, and the segment before with them; an empty one shifts the rest.
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
