/* What the map says, in the language of the page: our English sentences are the keys of the translations that the
   frame is given (see dashboard/maps/words.py). A sentence without one stays English. */
"use strict";

const Words = (() => {
  let sentences = {}, spoken, plural, whole, short;

  /** For `Intl`: hours and digits as on the rest of the page. */
  const locale = (language) => (language === "en" ? "en-GB" : `${language}-u-nu-latn`);

  const start = ({ language = "en", direction = "ltr", words = {} }) => {
    sentences = words;
    spoken = locale(language);
    plural = new Intl.PluralRules(language);
    whole = short = null;
    Object.assign(document.documentElement, { lang: language, dir: direction });
  };

  /** What is written alike in every language needs no format, of which browsers take long to make their first. */
  const isPlain = (n) => Number.isInteger(n) && n >= 0 && n < 1000;
  const number = (n) => (isPlain(n) ? String(n) : (whole ??= new Intl.NumberFormat(spoken)).format(n));
  const compact = (n) => (isPlain(n) ? String(n) : (short ??= new Intl.NumberFormat(spoken, { notation: "compact", maximumFractionDigits: 1 })).format(n));

  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (mark, name) => values[name] ?? mark);

  /** text("{city}: {actions}", { city, actions }) */
  const text = (sentence, values = {}) => fill(sentences[sentence] ?? sentence, values);

  /** count("{n} action", "{n} actions", 12) */
  const count = (one, many, n, values = {}) => {
    const forms = sentences[one] ?? { one, other: many };
    return fill(forms[plural.select(n)] ?? forms.other, { n: number(n), ...values });
  };

  return { start, text, count, number, compact, language: () => spoken };
})();
