import type { LongTexts } from "./value-writer.ts";

const mostCharacters = 16_777_216;

/**
 * Remembers where long texts are in a trace: those that were met last, up to as many characters. What was
 * forgotten is written once more.
 */
export class LongTextPlaces implements LongTexts {
  private recent = new Map<string, number>();
  private earlier = new Map<string, number>();
  private characters = 0;

  placeOf(text: string): number | undefined {
    const recent = this.recent.get(text);
    if (recent !== undefined) return recent;
    const place = this.earlier.get(text);
    if (place !== undefined) this.wrote(text, place);
    return place;
  }

  wrote(text: string, place: number): void {
    this.characters += text.length;
    if (this.characters > mostCharacters) {
      this.characters = text.length;
      this.earlier = this.recent;
      this.recent = new Map();
    }
    this.recent.set(text, place);
  }
}
