"""Whatever is uploaded ends with a sentence or a clean reading; the thousand: `tests/bench/malformed.py`."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quancheng.shells.workbench.tests.test_orgs import administrator_of, government
from tests.malformed.files import WAYS, Broken, broken_files, sound_files
from tests.malformed.reading import outcome_of

ROUNDS = 5


def test_sound_files_are_read():
    """Or the broken ones would prove nothing."""
    found = [outcome_of(Broken("sound", name, data)) for name, data in sound_files().items()]
    assert [one for one in found if one.fault] == []
    assert [one.file.name for one in found if one.sentences and not one.file.name.endswith("xlsx")] == []


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_broken_ones_end_with_a_sentence_or_a_clean_reading(round_):
    found = [outcome_of(one) for one in broken_files(len(WAYS), seed=round_)]
    odd = [
        (one.file.how, one.file.name[:40], one.fault or one.sentences) for one in found if not one.is_in_order
    ]
    assert odd == []
    assert sum(bool(one.sentences) for one in found) >= len(WAYS) // 3


@pytest.mark.django_db
@pytest.mark.usefixtures("desk_surface")
def test_broken_ones_are_told_of_in_the_form_that_they_were_sent_with(settings, tmp_path):
    """Through the browser's own door: what a form is sent as, with any name that it can bear."""
    settings.MEDIA_ROOT = tmp_path
    client: Client = administrator_of(government("c"))
    for one in broken_files(2 * len(WAYS), seed=7):
        name = one.name.encode("utf-8", "replace").decode().replace("\x00", "") or "x"
        answer = client.post("/orgs/import/", {"file": SimpleUploadedFile(name, one.data)})
        assert answer.status_code in {302, 422}, (one.how, name)
        if answer.status_code == 422:
            assert 'role="alert"' in answer.content.decode(), (one.how, name)
