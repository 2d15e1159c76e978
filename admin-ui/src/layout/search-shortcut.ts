import { useEffect } from 'react';
import { useNavigate } from 'react-router-dom';

/** State of a navigation that ends in the search field. */
export const ASKED_TO_SEARCH = 'search';

/** `/` leads to the search field of the page, or to that of the orders when the page has none. */
export function useSearchShortcut(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      const field = document.querySelector<HTMLInputElement>('input[data-search]');
      if (field === null) void navigate('/orders', { state: ASKED_TO_SEARCH });
      else field.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
    };
  }, [navigate]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable);
}
