# The safety guide in Polish. Plain text without variables; fetched on its own when it is read.
# Next: en.ftl, the source.

guide-title = Jak zadbać tu o bezpieczeństwo
guide-back = Wstecz
guide-language = Język
guide-about-send = Coś w Twojej wiadomości wygląda na prywatne. Przeczytaj to, zanim ją wyślesz.
guide-about-agent = Ktoś o coś prosi? Najpierw porównaj to z tymi zasadami.
guide-about-done = Ten czat się zakończył i został usunięty z tego urządzenia. Następnym razem zrób tak samo.
guide-send-title = Czego nie wysyłać
guide-send = Kodów z kart, haseł, kodów jednorazowych, zdjęć dokumentów tożsamości. Ukrywamy to, co rozpoznamy, ale nic nie rozpozna wszystkiego.
guide-agent-title = Jak zachowuje się prawdziwy konsultant
guide-agent = Nigdy nie prosi o hasło, PIN ani kod z karty. Nigdy nie pogania i nigdy nie prosi o przejście do innej aplikacji.
guide-wrong-title = Gdy coś budzi wątpliwości
guide-wrong = Zamknij czat. Zadzwoń do sklepu pod numer, który znasz, i powiedz o tym.
guide-done-title = Na koniec rozmowy
guide-done = Zamknij czat, zwłaszcza na wspólnym komputerze. To usuwa go z tego urządzenia.
