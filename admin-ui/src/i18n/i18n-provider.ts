import polyglotI18nProvider from 'ra-i18n-polyglot';
import type { I18nProvider } from 'react-admin';
import { en } from './en';
import { pl } from './pl';

export const LOCALES = ['en', 'pl'] as const;
export type Locale = (typeof LOCALES)[number];

/** Languages are named in their own words. */
const AVAILABLE = [
  { locale: 'en', name: 'English' },
  { locale: 'pl', name: 'Polski' },
];

/** Before anybody chose a language: that of the browser, if we speak it. */
export function browserLocale(): Locale {
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2));
  return LOCALES.find((locale) => locale === spoken.find((word) => word === 'en' || word === 'pl')) ?? 'en';
}

export function isLocale(word: string): word is Locale {
  return LOCALES.some((locale) => locale === word);
}

export const i18nProvider: I18nProvider = polyglotI18nProvider(
  (locale) => (locale === 'pl' ? pl : en),
  browserLocale(),
  AVAILABLE,
  { allowMissing: true },
);
