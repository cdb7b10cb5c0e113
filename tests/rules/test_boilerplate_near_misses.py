"""Documents that only look like pages: what `boilerplate-line` may propose and must not remove."""

import pytest

from cleaner import Cleaner

GLOSSARIES = {
    "a glossary with dashes": "Words of the new interface, as agreed with the translators in the meeting of last week.\n"
    "Share — 分享\nSubscribe — 订阅\nFollow us — 关注我们\nBack to top — 返回顶部\nPrivacy policy — 隐私政策\nAdd a comment — 发表评论\n",
    "a glossary with equals signs": "Share = 分享\nSubscribe = 订阅\nLog in = 登录\nBack to top = 返回顶部\nRead more = 阅读全文\n"
    "The words above were chosen by the committee and hold for every release that follows this one.\n",
    "a glossary with arrows": "Terms for the web team. Please keep to them in every article that is published this year.\n"
    "Related articles → Ähnliche Artikel\nNewsletter abonnieren → Subscribe to our newsletter\nNach oben → Back to top\nImpressum → Legal notice\n",
    "a glossary with tabs": "Share this page\t分享本页\nBack to top\t返回顶部\nAll rights reserved\t版权所有\nTerms of use\t使用条款\nContact us\t联系我们\n"
    "Sign up for our newsletter\t订阅我们的电子报\nThis sentence explains how the list was made and by whom it was checked.\t本句说明词表的编制方法和核对人员。\n",
    "two lines each": "Translate the following strings. The context is the footer of the site, where there is little room.\n"
    "Back to top\n返回顶部\nShare this article\n分享本文\nPrivacy policy\n隐私政策\nContact us\n联系我们\nAll rights reserved\n版权所有\n",
    "a phrase book": "Auf Webseiten liest man oft diese Wörter; wer sie kennt, findet sich leichter zurecht und klickt seltener daneben.\n"
    "Datenschutz: Schutz der persönlichen Daten\nImpressum: wer die Seite verantwortet\nNach oben: zurück zum Anfang der Seite\nAnmelden: sich mit Namen und Kennwort melden\n",
    "a Russian vocabulary": "Словарь для занятия номер пять: интерфейс сайта и социальные сети, уровень средний.\n"
    "Поделиться — to share\nПодписаться — to subscribe\nНаверх — back to top\nВсе права защищены — all rights reserved\nЧитать далее — read more\n",
}
STRINGS = {
    "a JSON of strings": '{\n  "share": "Share this article",\n  "top": "Back to top",\n  "legal": "All rights reserved",\n'
    '  "intro": "Welcome to the reader. Here you find every story of the day, sorted by hour."\n}\n',
    "JSON without indent": '{\n"share": "Share this article",\n"top": "Back to top",\n"more": "Read more",\n"legal": "All rights reserved.",\n'
    '"intro": "Welcome to the reader. Here you find every story of the day, sorted by hour."\n}\n',
    "properties": "share.title=Share this article\nnav.top=Back to top\nfooter.legal=All rights reserved\n"
    "intro=Welcome to the reader. Here you find every story of the day, sorted by hour and by place.\n",
    "a po file": 'msgid "Share this article"\nmsgstr "Diesen Artikel teilen"\n\nmsgid "Back to top"\nmsgstr "Nach oben"\n\n'
    'msgid "We use cookies to make this site work. You can refuse them."\nmsgstr "Wir verwenden Cookies, damit diese Seite funktioniert. Sie können sie ablehnen."\n',
    "YAML": "title: How the port was built\nsource: China Daily, 2026-02-10\nauthor: Li Ming\ntags: port, harbour\nshare: true\n"
    "summary: The port was built in eleven years by four firms and three thousand people.\n",
    "front matter": "---\ntitle: How the port was built\nauthor: Li Ming\nsource: China Daily, 2026-02-10\n---\n"
    "The port was built in eleven years by four firms and three thousand people, and it cost twice what was planned.\n",
    "an INI file": "[footer]\nlegal = All rights reserved\ntop = Back to top\n[header]\nlogin = Log in\nwelcome = Welcome to the reader of stories, sorted by hour and place\n",
    "CSV": "key,en,de\nshare,Share,Teilen\ntop,Back to top,Nach oben\nlegal,All rights reserved,Alle Rechte vorbehalten\nnews,Newsletter,Newsletter\n"
    "intro,Welcome to the reader of stories,Willkommen in der Sammlung von Geschichten\n",
    "a table by bars": "Key | English | German\nshare | Share this page | Seite teilen\ntop | Back to top | Nach oben\nlegal | All rights reserved | Alle Rechte vorbehalten\n"
    "The table was last checked by two people who know both languages well.\n",
    "HTML": "<html>\n<body>\n<p>The port was built in eleven years by four firms and three thousand people.</p>\n<a>Share</a>\n<a>Back to top</a>\n<p>All rights reserved.</p>\n</body>\n</html>\n",
    "a shell script": "#!/bin/sh\n# Copyright (C) 2019 Ana Brandt\n# All rights reserved.\n#\n# This script copies the pages of the reader into the folder that is published.\ncp -r pages/* public\nexit 0\n",
    "a Python module": '"""Pages of the reader."""\n\n# Copyright (c) 2019 Ana Brandt. All rights reserved.\n\nLABELS = [\n    "Back to top",\n    "Share this article",\n    "Privacy policy",\n]\n\n\n'
    "def page(number):\n    return LABELS[number]\n",
    "a docstring": 'def page(number):\n    """Text of a page.\n\n    See Also\n    --------\n    pages : every page at once, which is faster when most of them are wanted anyway.\n\n    Read more\n    ---------\n    In the user guide.\n    """\n',
    "a man page": '.\\" Copyright (C) 2019 Ana Brandt\n.TH PAGES 1\n.SH NAME\npages \\- print the pages of the reader, one after the other, to standard output\n.SH SEE ALSO\nSee also\n.BR page (1).\n',
}
TECHNICAL = {
    "a licence": "The Reader Licence\nCopyright (c) 2019 Ana Brandt\nAll rights reserved.\n\n"
    "Redistribution and use in source and binary forms, with or without\nmodification, are permitted provided that the following conditions\nare met. Neither the name of the author may be used to endorse products\n"
    "derived from this software without specific prior written permission\nof the author.\n",
    "a licence of one line a paragraph": "MIT License\n\nCopyright (c) 2021 Ana Brandt\n\n"
    "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files, to deal in the Software without restriction.\n\n"
    'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY.\n',
    "terms of use": "Terms of use\n\n1. Definitions\nIn these terms, “site” means the reader and every page of it, whoever wrote the page.\n\n2. Privacy policy\n"
    "The privacy policy is part of these terms and holds for every visit, whether or not an account exists.\n\n3. Copyright\n"
    "All rights reserved means that nobody may copy a page without being allowed to do so by its author.\n"
    "Which of them may be copied is said below each page.\n",
    "a changelog": "Version 2.1, 3 March 2024\nAdded: newsletter sign-up on the front page, which asks for an address and nothing more.\nAdded: share bar\nFixed: back to top\nFixed: log in\nRemoved: cookie notice\n",
    "a commit log": "commit 51b3f\nAuthor: Ana Brandt\nDate: 2024-03-03 10:15\n\n    Fix the link to the top, which led to the middle of the page when the window was small.\n",
    "a test plan": "Test 12: the footer of a story\nOpen any story that was published today and scroll to the end of the page.\nClick Share, then Back to top\nClick Print\nClick Subscribe\n"
    "Expected: the page is at its top and the address has not changed since it was opened.\n",
    "steps of a test": "Step 1: Log in\nStep 2: Share this article\nStep 3: Back to top\nStep 4: Log out\nExpected result: the reader sees the front page, and the name of the user is gone from the corner.\n",
    "button labels in a manual": "The bar above a story has the following buttons:\nShare\nPrint\nAdd a comment\nBack to top\n"
    "Each of them opens in the same window, and a second click closes it again, so that nothing is lost.\n",
    "button labels in a German manual": "Am Fuß jeder Seite stehen diese Schaltflächen:\nTeilen\nDrucken\nNach oben\nKommentar schreiben\n"
    "Ein Klick auf eine davon öffnet ein Fenster, das mit der Escape-Taste wieder geschlossen werden kann.\n",
    "a menu told in Chinese": "页面底部有以下按钮：\n分享到微信\n返回顶部\n打印本页\n联系我们\n"
    "点击任何一个按钮都会打开一个新的窗口，再次点击即可关闭，用户填写的内容不会丢失，也不会影响正在阅读的文章。\n",
    "a specification": "The footer must show, from left to right, and on small screens from top to bottom:\nPrivacy policy\nTerms of use\nContact us\nBack to top\n"
    "No other link may be added to it without the consent of the editors, who decide once a month.\n",
    "a readme in plain text": "Reader 2.1\n==========\n\nThe reader collects stories and prints them, one a page, in the order in\nwhich they were published.\n\nRead more\n---------\nSee the manual.\n\nCopyright (c) 2019 Ana Brandt. All rights reserved.\n",
    "a log": "2024-03-03 10:15:01 INFO Log in\n2024-03-03 10:15:04 INFO Share this article\n2024-03-03 10:15:09 INFO Back to top\n2024-03-03 10:16:00 WARN The session of the user ended before the page was sent completely.\n",
    "a wrapped mail": "Dear Paul,\n\nyou asked me what became of the bridge. I went there on Sunday to have a\nlook at it, and I can tell you that it is not possible to see anything, for\nall rights reserved\nby the firm include the right to keep the public out.\n\nYours,\nAna\n",
}
OFFICE = {
    "an invoice": "Invoice 2024-17\nDate: 3 March 2024\nCustomer: Harbour Herald\n1 Newsletter design 400.00\n2 Share buttons 120.00\nTotal 520.00\n"
    "Please pay within thirty days to the account below; after that we charge interest of five per cent.\nTerms and conditions\nContact us\n",
    "an order": "Order form\nName\nE-mail address\nPassword\nSubscribe\nTerms and conditions\nI have read the terms and conditions and agree that the goods are sent to the address above.\n",
    "minutes": "Minutes of 3 March 2024\nPresent: Brandt, Lind, Sato\nEditor: Paul Lind\n1. Newsletter\nThe newsletter goes out on Mondays from now on, because few people read it on a Friday afternoon.\n2. Comments\nComments close after a week.\n",
    "an agenda": "Agenda\nWelcome\nShare of the market\nNewsletter\nContact us page\nPrivacy policy\nAny other business\n"
    "The meeting starts at nine in the small hall, and lunch is at half past twelve in the usual place.\n",
    "a table of contents": "Contents\nPreface 1\nSearch 12\nComments 30\nArchive 44\nIndex 60\nContact us 70\nPrivacy policy 71\n"
    "The preface tells how the book came about, and whom the author has to thank for three years of patience.\n",
    "a letter": "Dear readers,\n\nfor eleven years you have opened this letter on Mondays, and on most of them you have answered.\n\nFollow us to the new house, which has more light and a garden.\n\nContact us before June.\n\nThe editors\n",
    "a form": "Registration\nFirst name:\nLast name:\nE-mail address:\nPassword:\nSubscribe to newsletter: yes / no\nBy signing you confirm that what you have written above is true and complete.\n",
    "a contract": "Between the author and the publisher the following is agreed. The author grants the rights named below.\n1. Copyright\nThe copyright stays with the author.\n2. All rights reserved\nRights that are not named here are reserved.\n",
    "metadata of a book": "Title: The third bridge\nAuthor: Ana Brandt\nPublisher: Harbour Press\nYear: 2019\nSubject: engineering, rivers, towns\n"
    "Abstract: How a town of nine thousand people built a bridge that nobody had thought possible.\n",
    "metadata of a dataset": "Name: harbour pages\nSource: China Daily, 2026-02-10\nAuthor: Li Ming\nLicence: CC BY\nLines: 4,000\n"
    "Notes: each line was read by two people, and where they did not agree a third one decided.\n",
    "metadata in Chinese": "标题：港口小城开通第三座大桥\n作者：张三\n来源：新华网 2026-02-10\n关键词：大桥，港口，交通\n"
    "摘要：本文介绍了一座只有九千居民的小城如何用十一年时间建成一座谁都认为不可能建成的大桥，并讨论了其经济影响。\n",
    "a bibliography": "Author: Ana Brandt\nTitle: The third bridge\nAuthor: Paul Lind\nTitle: Fog\nAuthor: Li Ming\nTitle: The ferry and the town, a history in eleven chapters with an afterword\n",
    "a résumé": "Ana Brandt\nE-mail: ana@brandt.example\n2019-03 - 2024-01 Editor: Harbour Herald\n2015-01 - 2019-02 Author: Harbour Press\n"
    "She led the works at the third bridge and wrote a book about it that was translated into six languages.\n",
}
STORIES = {
    "an interview": "How do you share what you know?\n“I write it down, and then I give it to whoever asks for it, which is not many people.”\nWho reads your newsletter?\n“My mother. And about four thousand people that I have never met.”\n",
    "questions that are boilerplate's": "We asked the captain of the old ferry about his last summer on the river, and he answered in his way.\nWhat do you think?\n“I think that it is over.”\nWant to read more?\n“I never read.”\n",
    "a Chinese interview": "记者：您怎么看？\n李明：这件事情其实很简单，我们只是做了应该做的工作，没有什么特别的地方，大家都辛苦了。\n记者：谢谢。\n作者：不客气，以后有机会再谈。\n",
    "a poem": "Home\n\nThe night is long, the lamp is low,\nand over the field the slow rains go;\n\nI wait at the door for the day to come\nand count the hours, one by one.\n\nBack to the top\nof the hill I climb,\nRead more\nof the stars, and less of time.\n",
    "credits in a film review": "The Last Ferry is a quiet film about a loud man, and it takes its time, which is the best that can be said of it.\n\nThe Last Ferry\nDirector: Ana Brandt\nWritten by: Paul Lind\nEditor: Li Ming\nMusic: Jo Sato\nWith: Eva Holm, Max Frei\n112 minutes\n",
    "credits in a German review": "„Die letzte Fähre“ ist ein leiser Film über einen lauten Mann, und er nimmt sich Zeit, was das Beste an ihm ist.\n\nRegie: Ana Brandt\nAutor: Paul Lind\nSchnitt: Li Ming\nMusik: Jo Sato\nDarsteller: Eva Holm, Max Frei\n",
    "Das Team": "Das Team\nSeit elf Jahren arbeiten vier Ingenieure an der Brücke, und keiner von ihnen hat je gedacht, dass sie fertig wird.\nDas Team besteht aus Leuten, die sich kaum kennen.\n",
    "section heads of an article": "Datenschutz\nWer eine Seite besucht, hinterlässt Spuren, und nicht jeder, der sie liest, meint es gut mit dem Besucher.\nWerbung\nOhne Anzeigen gäbe es viele Zeitungen nicht mehr, sagen die Verlage, und sie haben damit vermutlich recht.\n",
    "an article about cookies": "Why nobody reads the cookie notice\nThis website uses cookies, says almost every page, and almost everybody clicks it away without a look.\n"
    "We use cookies: three words that have cost the readers of this continent, says a study, some 500 million hours a year.\nAccept all cookies? Most people do, because the other button is grey and stands where nobody looks for it.\n",
    "an article about newsletters": "Subscribe to our newsletter, the museums say, and the public does: four thousand people have signed up since May.\n"
    "The letter tells what is shown and what is sold, and now and then it tells a story that has nothing to do with either.\n",
    "an article about copyright": "All rights reserved: what an old formula means today\nThe phrase all rights reserved was required by a convention of 1910, lawyers say, and nobody has needed it for decades.\n"
    "Copyright 1910 is a number that collectors of stamps know as well, for other reasons, and pay a great deal for.\n",
    "quoted notices": "The notice on the door had three lines, and he read them aloud, slowly, as if to a child.\n“All rights reserved.”\n“Terms and conditions apply.”\n“Follow us.”\nThen he laughed and put the paper into his pocket, where it stayed until the spring.\n",
    "a recipe": "Boil the rice in plenty of water until it is soft, and let it stand for ten minutes with the lid on.\nServes four\nMore\nAdd salt\nShare\nDivide the rice among four bowls and pour the broth over it, as hot as it will go.\n",
    "a chronicle": "Source: the records of the harbour office, 1911 to 1950, kept in the town hall and open to everybody on Mondays.\n1911 The ferry carries its first passengers, and the captain is nineteen years old.\n1950 The second bridge is opened by the queen, on a day of heavy rain.\n",
    "a play": "ANA: Are you there?\nPAUL: Back to the top!\nEDITOR: Read more.\nAUTHOR: Li Ming\nANA: He has read all of it, from the first page to the last, and he has not understood a word.\n",
    "a quiz": "Which of these is a river, which a town, and which a bridge? Write your answer below and turn the page.\nAuthor: Danube\nEditor: Prague\nAnswer: both are wrong\n",
    "a French article on subscriptions": "Déjà abonné ? La question revient sur chaque page, et la plupart des lecteurs répondent par la négative, puis s'en vont.\n"
    "Les journaux vivent pourtant de ceux qui restent, et ils sont plus nombreux chaque année, selon une étude publiée lundi.\n",
    "a Spanish list of advice": "Para escribir mejor, conviene recordar estas reglas, que la autora repite en todas sus clases desde hace once años:\nLeer más\nCompartir\nComentar\nVolver arriba\nQuien las sigue un mes entero, dice, ya no necesita ninguna otra ayuda para terminar un texto.\n",
    "a Japanese list": "画面の下には次のボタンが並んでいます：\nシェアする\nページの先頭へ\n印刷する\nお問い合わせ\nどのボタンも押すと新しい画面が開き、もう一度押すと閉じるので、書きかけの内容が失われることはありません。安心して使ってください。\n",
    "an Arabic list": "تظهر في أسفل كل صفحة الأزرار التالية، وهي مرتبة من اليمين إلى اليسار حسب كثرة استخدامها:\nمشاركة\nطباعة\nاقرأ المزيد\nاتصل بنا\nوعند الضغط على أي زر تفتح نافذة جديدة يمكن إغلاقها دون أن يفقد القارئ ما كتبه من قبل.\n",
    "a Russian article with heads": "Реклама\nБез рекламы многие газеты давно бы закрылись, говорят издатели, и с ними трудно не согласиться даже тем, кто её не любит.\nПодписка\nПодписчиков становится больше с каждым годом, показало исследование, опубликованное в понедельник.\n",
    "an encyclopedia": "See also\nThe bridge is one of three across the river; the others were built in 1880 and in 1950, and both still carry traffic.\nReferences\nAna Brandt, The third bridge, Harbour Press 2019, with a preface by the mayor of the town.\n",
    "ingredients of a page explained": "A page has a head, a body and a foot. In the foot one finds, as a rule, three things: an address, a notice and a link.\nThe address: Contact us\nThe notice: All rights reserved\nThe link: Back to top\n",
}
MORE = {
    "a Spanish vocabulary": "Vocabulario del día\nshare: compartir\nsubscribe: suscribirse\nread more: leer más\nback to top: volver arriba\n"
    "privacy policy: política de privacidad\n",
    "flash cards": "Front;Back\nShare;Teilen\nRead more;Weiterlesen\nAll rights reserved;Alle Rechte vorbehalten\nContact us;Kontakt\n"
    "The third bridge across the river was opened on Saturday, eleven years after the council first voted for it.",
    "two columns": "Share            分享\nRead more        阅读全文\nBack to top      返回顶部\nAll rights reserved  版权所有\n"
    "The third bridge across the river was opened on Saturday, eleven years after the council first voted for it.",
    "a glossary with slashes": "Share / 分享\nFollow us / 关注我们\nRead more / 阅读全文\nContact us / 联系我们\nPrivacy policy / 隐私政策\n"
    "The third bridge across the river was opened on Saturday, eleven years after the council first voted for it.\n"
    "港口小城的第三座大桥星期六正式开通，距离市议会第一次投票已经过去了十一年，很多居民一早就来到河边。",
    "the texts of a page, for its makers": "Copy deck, version 3\nHeader\nLog in\nSign up\nHero\n"
    "The news of the harbour, every morning at seven, in a letter that you can read in five minutes.\nFooter\n"
    "Privacy policy\nTerms of use\nContact us\n© 2024 Harbour Herald\n",
    "questions and answers": "How do I log in?\nOpen the app and enter the address that you gave us, and then the code that we send you.\n"
    "Forgot password?\nAsk for a new one on the same screen; it comes within a minute, or not at all.\nContact us\n"
    "Write to the desk; we answer on weekdays between nine and five, in German and in English.\n",
    "a privacy policy": "Privacy policy\nWe collect no more data than we need to deliver the paper, and we delete it when you leave.\nCookies\n"
    "We use cookies to remember that you are logged in. You can refuse them in your browser.\nContact us\n"
    "Write to the address above if you want to know what we have stored about you.\n",
    "a German privacy policy": "Datenschutzerklärung\n"
    "Wir erheben nur die Daten, die wir für die Zustellung der Zeitung brauchen, und löschen sie danach.\nCookies\n"
    "Wir verwenden Cookies, um zu erkennen, ob Sie angemeldet sind. Sie können das im Browser abschalten.\nKontakt\n"
    "Schreiben Sie uns, wenn Sie wissen wollen, was wir über Sie gespeichert haben.\n",
    "an imprint": "Impressum\nHarbour Herald GmbH, Hafenstraße 4, 20000 Hamburg\nGeschäftsführer: Paul Lind\n"
    "Registergericht: Amtsgericht Hamburg, HRB 1234\nUmsatzsteuer-Identifikationsnummer: DE123456789\n"
    "Verantwortlich für den Inhalt ist Ana Brandt, die unter der obigen Adresse zu erreichen ist.\n",
    "a mail with its head": "From: Ana Brandt\nTo: Paul Lind\nDate: 3 March 2024 10:15\nSubject: Newsletter\n\n"
    "Dear Paul, the newsletter will go out on Mondays from now on, because few people read it on a Friday.\n\n"
    "Subscribe to our newsletter\nAna\n",
    "a screenplay": "INT. NEWSROOM - NIGHT\nANA\nRead more.\nPAUL\n"
    "I can't. The page ends here, and the rest of it is behind a wall that wants my card.\nANA\nSubscribe now!\nPAUL\n"
    "Never. I would rather not know how it ended, and who was on the bridge that night.\n",
    "a lesson": "Lesson 4: reading a web page\n"
    "Look at the page and find these words. What do they mean? Ask your neighbour and write it down.\n1) Share\n"
    "2) Read more\n3) Back to top\n4) All rights reserved\n5) Contact us\n",
    "parts of a theme": "The theme knows the following parts, each with its own colour and its own font size:\nheader\nnavigation\nfooter\n"
    "share\nread-more\nback-to-top\nEvery part may be left out, and then the page is drawn without it.\n",
    "sections told in a story": "The new site has five sections. Home shows what is new. About us tells who we are and what we want.\nHome\nAbout us\n"
    "News\nContact us\nThe old pages will be moved one by one, and their addresses will stay as they are.\n",
    "a song": "Come back, come back to the top of the hill\nRead more of the letters I send\nFollow us, follow us, down to the mill\n"
    "Where the river comes to an end\n\nAll rights reserved for the night to fall\nAnd nobody there to see\n",
    "a ruling on copyright": "Copyright in the digital age\n"
    "The court held that all rights reserved is no magic formula: what counts is the licence that was agreed.\n"
    "All rights reserved. These three words were printed on the first page, and the court had to say what they mean.\n"
    "The defendant may appeal until the end of the month, said the presiding judge.\n",
    "a Chinese review of an interface": "记者体验了几款新闻应用，发现它们的页面底部几乎一模一样，都有以下几个栏目：\n关于我们\n联系我们\n版权声明\n返回顶部\n设计师认为，这种千篇一律的做法并没有考虑读者的需要，应当根据内容的特点重新设计页面结构。\n",
    "a Chinese contract": "甲方：港口日报社\n乙方：李明\n作者：李明\n一、版权所有\n乙方保证其作品的著作权归自己所有，没有侵犯他人的任何权利，否则由乙方承担全部法律责任。\n二、联系我们\n双方指定上述地址为联系地址，地址变更时应当在十日以内书面通知对方。\n",
    "a Chinese glossary": "界面用语对照\n分享 share\n返回顶部 back to top\n版权所有 all rights reserved\n隐私政策 privacy policy\n联系我们 contact us\n"
    "以上译名经编辑部讨论通过，自下月起在所有版本中统一使用，不得自行改动，如有疑问请与编辑部商量。\n",
    "a Japanese manual": "画面右上のメニューから、次の操作ができます。\n・ログイン\n・シェアする\n・印刷する\nお問い合わせ\n電話での受け付けは平日の九時から十七時までで、土曜日と日曜日、祝日は休みとなっているので、ご注意ください。\n",
    "a Russian interview": "— Что вы думаете о новом мосте?\n— Я думаю, что его строили слишком долго, но получилось хорошо, и люди довольны.\n"
    "— Читать далее?\n— Нет, спасибо.\n— Подпишитесь на нашу рассылку, говорят мне на каждом сайте, а я не хочу.\n",
    "a French play": "LE MAIRE\nLire la suite.\nLA SECRÉTAIRE\n"
    "Il n'y a pas de suite, Monsieur le maire ; la page est déchirée et l'auteur est mort depuis onze ans.\nLE MAIRE\n"
    "Contactez-nous, disait-il toujours.\n",
    "a Spanish survey": "¿Cómo se informa usted? Marque con una cruz todas las respuestas que correspondan a sus costumbres.\nPeriódico\n"
    "Radio\nTelevisión\nBoletín de noticias\nRedes sociales\nFacebook\nTwitter\nYouTube\nOtros\n",
    "credits at the end": "The third bridge across the river was opened on Saturday, eleven years after the council first voted for it.\n"
    "Engineers from four firms worked on the foundations, which had to be laid in mud up to thirty metres deep.\n"
    "Cast: Eva Holm, Max Frei, Jo Sato\nDirected by: Ana Brandt\nWritten by: Paul Lind\nEdited by: Li Ming\n"
    "Photography: Eva Holm\n",
    "a list of books": "The third bridge across the river was opened on Saturday, eleven years after the council first voted for it.\nFog\n"
    "Author: Paul Lind\nPublisher: Harbour Press\nPages: 212\nThe Ferry\nAuthor: Ana Brandt\nPublisher: Herald Books\n"
    "Pages: 96\n",
    "a recipe with its author": "Rice soup\nAuthor: Ana Brandt\nServings: 4\nTime: 30 minutes\n"
    "Boil the rice in plenty of water until it is soft, and let it stand for ten minutes with the lid on.\n",
    "a photo essay": "The third bridge across the river was opened on Saturday, eleven years after the council first voted for it.\n"
    "Photo: Paul Lind\n"
    "Engineers from four firms worked on the foundations, which had to be laid in mud up to thirty metres deep.\n"
    "Text: Ana Brandt\n",
    "an offer of a job": "We look for an editor\n"
    "You write and cut, and you know how a page is made. You like the sea and do not mind the fog.\n"
    "Your tasks: newsletter, front page, comments\nYour profile: five years in a newsroom\nWe offer: a garden\n"
    "Contact us until 3 March 2024.\n",
    "conditions under a story": "The third bridge across the river was opened on Saturday, eleven years after the council first voted for it.\n"
    "Terms and conditions\n"
    "Tickets are valid on the day of the visit only and cannot be returned, not even in case of bad weather.\n",
    "an advice column": "Dear reader, you ask how to leave a comment without regretting it. Here is what I do, and it works.\n"
    "Leave a comment\nWrite it, read it, and then wait an hour before you send it, or a day if you are angry.\nShare\n"
    "Tell one friend, not a hundred, and ask what he thinks about it before you go on.\n",
}
DOCUMENTS = {**GLOSSARIES, **STRINGS, **TECHNICAL, **OFFICE, **STORIES, **MORE}
KNOWN_FAILURES = {
    "a changelog with dates": "2024-03-03 by Ana Brandt\nShare bar\nBack to top\nThe search now finds stories of more than a year ago, and it sorts them by day.\n2024-02-01 by Paul Lind\nLog in\nPrivacy policy\n",
    "a chat": "Ana 10:15\nHave you seen the new page? The menu is at the bottom now, and I cannot find anything.\nPaul 10:16\n"
    "Read more\nAna 10:16\nVery funny. Share the link with me, and I will look at it when I am at home tonight.\n",
    "an exercise": "Match the words with the pictures and write the numbers in the boxes on the right side of the page.\nSearch ( )\n"
    "Home ( )\nLog in ( )\nRead more ( )\nShare ( )\n",
}
"""Documents that still lose a line."""


OPENED = "The third bridge across the river was opened on Saturday, eleven years after the council first voted for it."
WORKS = "Engineers from four firms worked on the foundations, which had to be laid in mud up to thirty metres deep."
OPENED_ZH = "港口小城的第三座大桥星期六正式开通，距离市议会第一次投票已经过去了十一年，很多居民一早就来到河边。"
WORKS_ZH = "四家公司的工程师参加了基础工程，桩基必须打入三十米深的淤泥之中，施工难度很大，工期一再推迟。"
OPENED_DE = "Die dritte Brücke über den Fluss wurde am Samstag eröffnet, elf Jahre nach der ersten Abstimmung im Rat der Stadt."
OPENED_FR = "Le troisième pont sur la rivière a été ouvert samedi, onze ans après le premier vote du conseil municipal."
OPENED_RU = "Третий мост через реку открыли в субботу, через одиннадцать лет после первого голосования в городском совете."
OPENED_ES = "El tercer puente sobre el río se abrió el sábado, once años después de la primera votación del ayuntamiento."
OPENED_JA = "川にかかる三番目の橋が土曜日に開通した。市議会が初めて可決してから十一年が過ぎ、朝早くから多くの住民が集まった。"
OPENED_AR = "افتتح الجسر الثالث فوق النهر يوم السبت بعد أحد عشر عاما من أول تصويت في مجلس المدينة وحضره آلاف السكان."
PAGES = {
    "a page": f"Bridge opens\n⟦By Ana Brandt | Harbour Herald | Updated: 2026-02-10 09:04⟧\n⟦Share⟧\n⟦Share on Facebook⟧\n{OPENED}\n"
    f"{WORKS}\n⟦Back to top⟧\n⟦Copyright 2024 Harbour Herald. All rights reserved.⟧\n",
    "a share bar in a story": f"{OPENED}\n⟦Share this article⟧\n{WORKS}\n",
    "a teaser at the end": f"{OPENED}\n{WORKS}\n⟦You May Have Missed⟧\n",
    "a cookie notice at the end": f"{OPENED}\n{WORKS}\n"
    f"⟦We use cookies to improve your experience. By continuing to use this site you accept our cookie policy.⟧\n",
    "prompts at the end": f"{OPENED}\n{WORKS}\n⟦Sign up for our newsletter to get the news of the harbour delivered to your inbox.⟧\n"
    f"⟦Follow us on Facebook and Twitter⟧\n",
    "an editor above a story": f"Bridge opens\n⟦Editor: Li Ming⟧\n{OPENED}\n{WORKS}\n",
    "editor and source at the end": f"{OPENED}\n{WORKS}\n⟦Editor: Li Ming⟧\n⟦Source: Xinhua | 2026-02-10⟧\n",
    "a Chinese page": f"大桥开通\n⟦2026年02月10日 09:04 来源：新华网 作者：张三⟧\n⟦分享到微信⟧\n{OPENED_ZH}\n{WORKS_ZH}\n⟦责任编辑：李四⟧\n⟦版权所有 违者必究⟧\n⟦返回顶部⟧\n",
    "an editor in brackets": f"{OPENED_ZH}\n{WORKS_ZH}\n⟦（责任编辑：李四）⟧\n",
    "a German page": f"Brücke eröffnet\n⟦Von Ana Brandt | Stand: 10.02.2026, 09:04 Uhr⟧\n⟦Artikel teilen⟧\n{OPENED_DE}\n{OPENED_DE}\n"
    f"⟦Lesen Sie auch: Fähre streikt⟧\n⟦Zur Startseite⟧\n⟦Newsletter abonnieren⟧\n⟦Datenschutzerklärung⟧\n⟦Impressum⟧\n",
    "a French page": f"{OPENED_FR}\n{OPENED_FR}\n⟦Lire aussi : La grève du bac⟧\n⟦Partager sur Facebook⟧\n⟦Abonnez-vous à notre newsletter⟧\n"
    f"⟦Mentions légales⟧\n⟦Tous droits réservés⟧\n",
    "a Russian page": f"{OPENED_RU}\n{OPENED_RU}\n⟦Читайте также: Забастовка на пароме⟧\n⟦Поделиться⟧\n"
    f"⟦Подписывайтесь на наш канал в Telegram⟧\n⟦Все права защищены⟧\n",
    "a Spanish page": f"{OPENED_ES}\n{OPENED_ES}\n⟦Compartir en Facebook⟧\n⟦Te puede interesar⟧\n⟦Todos los derechos reservados⟧\n"
    f"⟦Política de privacidad⟧\n",
    "a Japanese page": f"{OPENED_JA}\n{OPENED_JA}\n⟦シェアする⟧\n⟦ページの先頭へ⟧\n⟦無断転載を禁じます⟧\n⟦プライバシーポリシー⟧\n",
    "an Arabic page": f"{OPENED_AR}\n{OPENED_AR}\n⟦شارك على فيسبوك⟧\n⟦اقرأ أيضا⟧\n⟦جميع الحقوق محفوظة⟧\n",
    "a foot": f"{OPENED}\n{WORKS}\n⟦Privacy Policy | Terms of Use | Contact Us⟧\n⟦© 2024 Harbour Herald⟧\n",
    "a comment form": f"{OPENED}\n{WORKS}\nTags: bridge, river\n⟦Leave a comment⟧\n⟦Your email address will not be published.⟧\n",
    "a head": f"⟦Skip to main content⟧\n⟦Log in⟧\n⟦Subscribe⟧\nBridge opens\n{OPENED}\n{WORKS}\n",
    "a notice": f"{OPENED}\n⟦All rights reserved.⟧\n",
    "a page in Markdown": f"# Bridge opens\n\n⟦By Ana Brandt | Harbour Herald | 2026-02-10⟧\n\n{OPENED}\n\n{WORKS}\n\n⟦Share this article⟧\n\n"
    f"⟦Back to top⟧\n",
    "licences at the end": f"{OPENED}\n⟦Follow us on WeChat⟧\n⟦License for publishing multimedia online 0108263⟧\n⟦Registration Number: 130349⟧\n",
    "a menu around a short story": f"⟦Home⟧\n⟦News⟧\n⟦Sport⟧\n⟦Log in⟧\n⟦Sign up⟧\nBridge opens\n{OPENED}\n{WORKS}\n⟦Share on Facebook⟧\n⟦Share on Twitter⟧\n"
    f"⟦Privacy policy⟧\n⟦Terms of use⟧\n⟦Contact us⟧\n⟦All rights reserved⟧\n",
}
"""Pages, the lines that go marked."""


@pytest.fixture(scope="module", params=["balanced", "phrases"])
def rule(request: pytest.FixtureRequest) -> Cleaner:
    return Cleaner(select=["boilerplate-line"], boilerplate=request.param)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_no_page_keeps_its_lines(rule: Cleaner, name: str) -> None:
    document = rule.clean(DOCUMENTS[name])
    assert [each.found.strip() for each in document.applied] == []


@pytest.mark.xfail(reason="nothing in it tells it from a page", strict=True)
@pytest.mark.parametrize("name", KNOWN_FAILURES)
def test_known_failures(rule: Cleaner, name: str) -> None:
    assert rule.clean(KNOWN_FAILURES[name]).applied == ()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loses_what_is_not_the_story(name: str) -> None:
    rule = Cleaner(select=["boilerplate-line"], boilerplate="phrases")
    marked = PAGES[name].split("\n")
    document = rule.clean("\n".join(line.strip("⟦⟧") for line in marked))
    assert [each.found.strip() for each in document.applied] == [line.strip("⟦⟧") for line in marked if line.startswith("⟦")]
    assert rule.clean(document.text).applied == ()
