// A key as the screen reports it.

export interface KeyPress {
  /** `space`, `enter`, `escape`, `up`, `C-p`, `S-tab`; a printing key by its character. */
  name: string;
  /** What the key types; undefined for one that types nothing. */
  character?: string;
}
