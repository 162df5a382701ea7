/** The fields of each row; one in quotation marks may hold whatever it likes (RFC 4180). */
export function csvRows(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let isQuoted = false;
  const endField = (): void => {
    row.push(field);
    field = "";
  };
  const endRow = (): void => {
    endField();
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  };
  for (let place = 0; place < text.length; place += 1) {
    const sign = text[place]!;
    if (isQuoted && sign === '"' && text[place + 1] === '"') {
      field += sign;
      place += 1;
    } else if (sign === '"' && (isQuoted || field === "")) isQuoted = !isQuoted;
    else if (isQuoted) field += sign;
    else if (sign === delimiter) endField();
    else if (sign === "\n") endRow();
    else if (sign !== "\r") field += sign;
  }
  if (field !== "" || row.length > 0) endRow();
  return rows;
}
