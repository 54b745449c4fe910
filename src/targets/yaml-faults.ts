// Messages for the error codes of the YAML reader. Its own messages quote the file, which may hold secrets.

export const yamlFaults: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key is there twice: take one away',
  TAB_AS_INDENT: 'a tab indents: use spaces',
  BAD_INDENT: 'the indentation does not fit what is above it',
  MISSING_CHAR: 'a quote, bracket or colon is missing',
  UNEXPECTED_TOKEN: 'unexpected text: check quotes, brackets and colons',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines: is a colon or a quote missing?',
  BLOCK_IN_FLOW: 'an indented block stands inside brackets: is a bracket not closed?',
  BAD_DQ_ESCAPE: 'an unknown escape in double quotes: use single quotes',
  TAG_RESOLVE_FAILED: 'a tag (!) is not known: take it away',
  BAD_ALIAS: 'an alias (*) is not usable: write out what it stands for',
};
