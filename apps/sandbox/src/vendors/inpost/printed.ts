// Label printing knows few letters; the Latin alphabet is enough for a simulated label.
function latin(text: string): string {
  return text
    .replaceAll('ł', 'l')
    .replaceAll('Ł', 'L')
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '');
}

const escaped = (text: string): string => latin(text).replace(/[\\()]/g, (sign) => `\\${sign}`);

/** A small valid PDF, one page for each list of lines. */
export function pdf(pages: readonly (readonly string[])[], size: 'A4' | 'A6'): Buffer {
  const [width, height] = size === 'A4' ? [595, 842] : [298, 420];
  const pageIds = pages.map((_page, index) => 4 + index * 2);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  for (const [index, lines] of pages.entries()) {
    const text = lines.map((line) => `(${escaped(line)}) Tj T*`).join('\n');
    const content = `BT /F1 10 Tf 14 TL 20 ${height - 40} Td\n${text}\nET`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${5 + index * 2} 0 R ` +
        `/Resources << /Font << /F1 3 0 R >> >> >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    );
  }
  return assemble(objects);
}

function assemble(objects: readonly string[]): Buffer {
  let text = '%PDF-1.4\n';
  const offsets: number[] = [];
  for (const [index, body] of objects.entries()) {
    offsets.push(text.length);
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.indexOf('xref\n0 ')}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

export function zpl(lines: readonly string[], waybill: string): Buffer {
  const fields = lines.map(
    (line, index) => `^FO40,${40 + index * 40}^A0N,28^FD${latin(line).replace(/[\^~]/g, '')}^FS`,
  );
  return Buffer.from(`^XA\n${fields.join('\n')}\n^FO40,500^BCN,120,Y,N,N^FD${waybill}^FS\n^XZ\n`, 'latin1');
}

export function epl(lines: readonly string[], waybill: string): Buffer {
  const fields = lines.map((line, index) => `A40,${40 + index * 40},0,3,1,1,N,"${latin(line).replaceAll('"', '')}"`);
  return Buffer.from(`N\n${fields.join('\n')}\nB40,500,0,1,2,4,120,B,"${waybill}"\nP1\n`, 'latin1');
}
