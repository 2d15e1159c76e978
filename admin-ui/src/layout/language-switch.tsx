import LanguageIcon from '@mui/icons-material/Translate';
import { Button, Menu, MenuItem } from '@mui/material';
import { useEffect, useState, type JSX } from 'react';
import { useLocales, useLocaleState, useTranslate } from 'react-admin';
import { hub } from '../hub/hub';
import { isLocale } from '../i18n/i18n-provider';

/** Chooses the language: at once here, and for the next sign-in at the hub. */
export function LanguageSwitch(): JSX.Element {
  const translate = useTranslate();
  const locales = useLocales();
  const [locale, setLocale] = useLocaleState();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = (): void => {
    setAnchor(null);
  };
  const choose = (wanted: string): void => {
    close();
    setLocale(wanted);
    // When the hub does not hear it, the browser still remembers.
    if (isLocale(wanted)) void hub.changeLocale(wanted).catch(() => undefined);
  };
  return (
    <>
      <Button
        color="inherit"
        size="small"
        startIcon={<LanguageIcon />}
        aria-haspopup="menu"
        aria-label={`${translate('panel.language')}: ${locale.toUpperCase()}`}
        onClick={({ currentTarget }) => {
          setAnchor(currentTarget);
        }}
      >
        {locale.toUpperCase()}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        {locales.map(({ locale: tag, name }) => (
          <MenuItem
            key={tag}
            lang={tag}
            selected={tag === locale}
            onClick={() => {
              choose(tag);
            }}
          >
            {name}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}

/** Tells browser and screen reader which language the page is in. */
export function useDocumentLanguage(): void {
  const [locale] = useLocaleState();
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
}

/** Whoever signs in gets the language of their account. */
export function useLocaleOfSession(): void {
  const [locale, setLocale] = useLocaleState();
  const wanted = hub.session?.user.locale;
  useEffect(() => {
    if (wanted !== undefined && wanted !== locale) setLocale(wanted);
    // Only when the session is another one: afterwards the switch decides.
  }, [wanted]);
}
