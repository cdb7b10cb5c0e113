"""Files in which notices, names and addresses are the text, and pages that merely have some."""

import pytest

from cleaner import Cleaner
from cleaner.rules.boilerplate_line.licences import is_licence_text

LICENCES = {
    "a permissive licence": "The Ferry License\n\nCopyright (c) 2021 Anna Lind. All rights reserved.\n\nPermission is hereby granted, free of charge, to any person who obtains a copy of this software, to use, copy and"
    " distribute it, provided that the above copyright notice appears in all copies.\n\nTHE SOFTWARE IS PROVIDED “AS IS”, WITHOUT WARRANTY OF ANY KIND. IN NO EVENT SHALL THE AUTHORS BE LIABLE FOR ANY DAMAGES.\n",
    "wrapped in comments": "# Copyright 2020 The Ferry Authors\n#\n# Licensed under the Ferry Public License, Version 2.0. You may not use\n# this file except in compliance with the License. Software distributed\n"
    "# under the License is distributed without warranties of any kind.\n",
    "machine-readable fields": "Format: https://example.org/copyright-format/1.0/\nUpstream-Name: ferry\n\nFiles: *\nCopyright: 2019-2024 Anna Lind\nLicense: Expat\n\nFiles: debian/*\nCopyright: 2022 Paul Brandt\nLicense: GPL-2+\n",
    "an account of where a package came from": "This package was debianized by Anna Lind <anna@example.org> in March 2010.\n\nIt was downloaded from http://example.org/ferry.\n\nUpstream Author: Paul Brandt\n\n"
    "Copyright: this program is free software; you can redistribute it under the terms of the GNU General Public License.\n\nOn Debian systems, the complete text of the license is in the common folder.\n",
    "a notice": "Ferry\nCopyright 2013-2017 Lind and Brandt. All Rights Reserved.\n\nThis product includes software developed at the harbour office.\nLicensed under the Ferry License, see LICENSE.\n",
    "a readme that is a licence": "# ferry\n\nThis work is released into the public domain. To the extent possible under law, the authors have waived all copyright and related rights; the software comes without warranty of any kind,"
    " and nobody shall be liable for damages. You may copy, modify and distribute the work without asking for permission. See also the licence of the software it is distributed with.\n",
    "authors": "Authors of ferry\n================\n\nAnna Lind <anna@example.org>\nPaul Brandt <paul@example.com>\nOkafor Ada <ada@example.net>\n",
    "authors in disguise": "Anna Lind <anna at example dot org>: main developer\nPaul Brandt <paul at example dot com>: tests\nAda Okafor <ada at example dot net>: pages\nRui Silva <rui [at] example.org>\n",
    "contributors with handles": "# Contributors\n\n- Anna Lind (@annalind)\n- Paul Brandt (@pbrandt)\n- Ada Okafor\n- Rui Silva (@ruis)\n- Megan Wu\n",
    "thanks": "Thanks to:\n\n  Anna Lind\n  Paul van der Berg\n  Ada Okafor (tests)\n  Rui Silva - translation\n",
}
OTHERS = {
    "nothing": "",
    "an article on copyright": "The court heard on Monday a case on the copyright of songs, which lawyers called the most important of the year.\n"
    "The singer had sold the rights in 1971 and wants them back; the licence, she says, was never meant to hold for films.\n"
    "“I gave permission for one record,” she told the judge. The company declined to say what it had paid for the work.\n"
    "A decision is expected in March, and the side that loses is likely to appeal, people close to the case said.\n"
    "Copyright 2024 The Harbour Courier. All rights reserved.\n",
    "an article on a licence of software": "The town will use free software in its offices from May, the council decided after a debate of three hours.\n"
    "The programs are under the GNU General Public License, which allows everyone to change them, the mayor said.\n"
    "Nine hundred computers are to be changed over before the summer, and the clerks get two days of training each.\n"
    "The old contract cost the town four hundred thousand a year, twice as much as the new one will cost.\n",
    "a page": "Home\nNews\nThe third bridge across the river was opened on Saturday, eleven years after the council first voted for it.\n"
    "Engineers from four firms worked on the foundations, which had to be laid in mud up to thirty metres deep.\n"
    "Contact us: desk@example.org\nNewsletter\nPrivacy policy\n© 2024 Harbour Herald. All rights reserved.\n",
    "letters to the editor": "Your article on the ferry was wrong in three points, and I should like to correct them.\nAnna Lind, Harbour Street\n\nThe bridge is too narrow.\nPaul Brandt, Mill Lane\n\nWhy no lamps?\nAda Okafor\n",
    "a team": "Our team won the cup for the first time since 1988, and half the town came to the square.\nAnna Lind\nPaul Brandt scored twice, once from the halfway line.\n",
    "comments under a page": "Anna: @paul I was there and it was loud.\nPaul: @anna it was not.\nThe bridge was opened on Saturday.\nAda: fine by me.\nEveryone had cake, and the mayor spoke for an hour.\nThe ferry will stop in May.\n",
}


@pytest.mark.parametrize("name", LICENCES)
def test_a_licence_or_a_list_of_authors_is_told(name: str) -> None:
    assert is_licence_text(LICENCES[name].split("\n"))


@pytest.mark.parametrize("name", OTHERS)
def test_what_only_speaks_of_licences_or_people_is_none(name: str) -> None:
    assert not is_licence_text(OTHERS[name].split("\n"))


@pytest.mark.parametrize("name", LICENCES)
def test_the_phrase_tables_take_nothing_from_it(name: str) -> None:
    text = LICENCES[name] * 3
    assert Cleaner(select=["boilerplate-line"], boilerplate="off").clean(text).text == text
