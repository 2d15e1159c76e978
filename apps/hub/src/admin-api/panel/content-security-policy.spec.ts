import { createHash } from 'node:crypto';
import { panelPolicy } from './content-security-policy';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

describe('the policy of the panel', () => {
  it('allows own files, and no inline code by default', () => {
    const policy = panelPolicy('<html><script type="module" src="/admin/assets/a.js"></script></html>');
    expect(policy).toContain(`default-src 'none'; script-src 'self'; style-src`);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain(`frame-ancestors 'none'`);
  });

  it('allows the inline scripts and styles of the page by their hashes', () => {
    const policy = panelPolicy('<style>\nbody{margin:0}</style><script>theme()</script>');
    expect(policy).toContain(`script-src 'self' 'sha256-${sha256('theme()')}'`);
    expect(policy).toContain(`'sha256-${sha256('\nbody{margin:0}')}'`);
  });

  it('allows style elements that are filled by script', () => {
    expect(panelPolicy('')).toContain(`style-src 'self' 'sha256-${sha256('')}'`);
  });
});
