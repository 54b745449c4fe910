// Serial numbers that a spreadsheet has changed when it opened and saved a list.

/** How a spreadsheet changed a serial, and how to fix it; undefined if no change shows. */
export function ruinedSerial(text: string): string | undefined {
  const bare = text.trim();
  if (/^\d(?:[.,]\d+)?E\+\d{1,3}$/i.test(bare))
    return `was rounded by a spreadsheet to ${bare}, and its last digits are lost; format that column as text and take the serials from the vendor's file`;
  if (/^\d{4,}[.,]0+$/.test(bare))
    return `was taken for a number by a spreadsheet (${bare.length} characters with a decimal point); format that column as text and export again`;
  if (/^#(?:N\/A|REF!|VALUE!|NAME\?|NUM!|NULL!|DIV\/0!|#+)$/i.test(bare))
    return `is the spreadsheet error ${bare.slice(0, 8)}; take the serials from the vendor's file`;
  if (/^(?:="|'+[A-Za-z0-9])/.test(bare))
    return "has a spreadsheet's mark for text in front of it; take that off";
  return undefined;
}
