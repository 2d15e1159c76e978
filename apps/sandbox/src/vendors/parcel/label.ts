import type { Shipment } from './state';

/** A one-page PDF, A6, with these lines of text; letters outside ASCII are printed without their marks. */
export function pdfOf(lines: readonly string[]): Buffer {
  const text = lines.map((line, index) => `BT /F1 11 Tf 20 ${380 - index * 18} Td (${escaped(line)}) Tj ET`).join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 298 420] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((content, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${content}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file + table + trailer, 'latin1');
}

export function zplOf(shipment: Shipment): string {
  const rows = labelLines(shipment).map((line, index) => `^FO40,${40 + index * 45}^A0N,32,32^FH^FD${ascii(line)}^FS`);
  return `^XA\n^CI28\n${rows.join('\n')}\n^FO40,420^BCN,120,Y,N,N^FD${shipment.waybill ?? ''}^FS\n^XZ\n`;
}

export function labelLines({ waybill, customerReference, service, consignee, pieces }: Shipment): string[] {
  const field = (name: string): string => (typeof consignee[name] === 'string' ? consignee[name] : '');
  return [
    'PARCEL WORLD',
    `Waybill ${waybill ?? ''}`,
    `Service ${service}, ${pieces.length} pc`,
    field('name'),
    field('line1'),
    `${field('zip')} ${field('city')} ${field('countryCode')}`,
    `Ref ${customerReference}`,
  ];
}

function ascii(text: string): string {
  const plain = text.replaceAll('ł', 'l').replaceAll('Ł', 'L').normalize('NFD');
  return Array.from(plain, (letter) => (letter >= ' ' && letter <= '~' ? letter : '')).join('');
}

function escaped(text: string): string {
  return ascii(text).replaceAll(/[\\()]/g, (sign) => `\\${sign}`);
}
