const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const lengths = [4, 11] as const;

/** What a connection of an API is called outside: 15 characters and an equals sign. */
export const connectionIdOf = (api: number, connection: number): string =>
  `${written(connection, lengths[1])}${written(api, lengths[0])}=`;

/** The numbers of an API and of its connection; `null`: no connection is called so. */
export function connectionIn(
  id: string,
): { readonly api: number; readonly connection: number } | null {
  const [, connection, api] = /^([A-Za-z0-9]{11})([A-Za-z0-9]{4})=$/.exec(id) ?? [];
  return api === undefined || connection === undefined
    ? null
    : { api: read(api), connection: read(connection) };
}

function written(number: number, length: number): string {
  let text = "";
  for (let rest = number, place = 0; place < length; place += 1) {
    text = digits[rest % digits.length]! + text;
    rest = Math.floor(rest / digits.length);
  }
  return text;
}

function read(text: string): number {
  let number = 0;
  for (const digit of text) number = number * digits.length + digits.indexOf(digit);
  return number;
}
