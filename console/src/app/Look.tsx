/** Language, light or dark, elder mode: the same choices in the header and before the login. */
import { currentLanguage, setLanguage, t, word } from "@/i18n";
import { setAppearance, THEMES, useAppearance } from "@/ui/appearance";

/** The elder mode has to be found by those who need it, so it is a button of its own and says what it does. */
export function ElderButton({ className }: { className?: string }) {
  const { elder } = useAppearance();
  return (
    <button type="button" className={className} onClick={() => setAppearance({ elder: !elder })}>
      {t(elder ? "look.normal" : "look.elder")}
    </button>
  );
}

export function LanguageButton({ className }: { className?: string }) {
  const other = currentLanguage() === "en" ? "zh-CN" : "en";
  return (
    <button type="button" className={className} lang={other} onClick={() => void setLanguage(other)}>
      {t("app.language")}
    </button>
  );
}

export function LookChoices() {
  const { theme } = useAppearance();
  return (
    <>
      <fieldset>
        <legend>{t("look.theme")}</legend>
        {THEMES.map((one) => (
          <label key={one} className="choice">
            <input type="radio" name="theme" checked={theme === one} onChange={() => setAppearance({ theme: one })} />
            {word("theme", one)}
          </label>
        ))}
      </fieldset>
      <LanguageButton className="choice" />
    </>
  );
}
