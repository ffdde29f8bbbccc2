import "./app/policy";
import { createRoot } from "react-dom/client";
import { Root } from "./app/Root";
import { currentLanguage } from "./i18n";
import "./app/console.css";

document.documentElement.lang = currentLanguage();
const place = document.getElementById("root");
if (place !== null) createRoot(place).render(<Root />);
