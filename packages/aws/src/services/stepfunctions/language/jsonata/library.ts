import { libraryWith } from "./generated/library.js";
import { log10, power } from "./portable.ts";

/** JSONata as the package has it, answering at once. */
export const jsonata = libraryWith({ power, log10 });
