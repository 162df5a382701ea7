/** Texts of pages by their paths in `docs/reference`. */
export type Pages = Map<string, string>;
