import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as bounded
from hypothesis import strategies as st

from quancheng.kernel.crypto.keys import NoKeys, add_key, make_ring, read_ring
from quancheng.kernel.crypto.port import UnknownKey, Unreadable, machine
from quancheng.kernel.crypto.soft import SoftMachine

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
own_folder = bounded(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
ID_CARD = "370102199003070011"  # invented 演示


class TestEncrypt:
    @own_folder
    @given(TEXTS)
    def test_comes_back_as_it_went_in(self, text):
        assert machine().decrypt(machine().encrypt(text, purpose="trial"), purpose="trial") == text

    def test_never_seals_alike_twice(self):
        sealed = {machine().encrypt(ID_CARD, purpose="trial") for _ in range(50)}
        assert len(sealed) == 50

    def test_names_version_algorithm_and_key(self):
        version, algorithm, key_id, _, _ = machine().encrypt(ID_CARD, purpose="trial").split(".")
        assert (version, algorithm) == ("qc1", "sm4-gcm")
        assert key_id.startswith("k")


class TestDecrypt:
    @own_folder
    @given(st.integers(0, 500), st.sampled_from(["aZ", "b9", "c_", "X0", "Y1", "-.", ".a"]))
    def test_refuses_a_ciphertext_with_one_character_changed(self, number, others):
        sealed = machine().encrypt(ID_CARD, purpose="trial")  # never twice alike: no draw may depend on it
        place = number % len(sealed)
        other = others[0] if sealed[place] != others[0] else others[1]
        with pytest.raises((Unreadable, UnknownKey)):
            machine().decrypt(sealed[:place] + other + sealed[place + 1 :], purpose="trial")

    @own_folder
    @given(st.integers(0, 90))
    def test_refuses_a_ciphertext_cut_off(self, kept):
        sealed = machine().encrypt(ID_CARD, purpose="trial")
        with pytest.raises((Unreadable, UnknownKey)):
            machine().decrypt(sealed[: min(kept, len(sealed) - 1)], purpose="trial")

    def test_refuses_another_purpose(self):
        sealed = machine().encrypt(ID_CARD, purpose="applicant.id_card")
        with pytest.raises(Unreadable, match="校验不通过"):
            machine().decrypt(sealed, purpose="applicant.phone")

    def test_refuses_plain_text(self):
        with pytest.raises(Unreadable, match="格式不对"):
            machine().decrypt(ID_CARD, purpose="trial")


class TestKeyedDigest:
    @own_folder
    @given(TEXTS, TEXTS)
    def test_is_equal_for_equal_texts_only(self, one, other):
        ours, theirs = (machine().keyed_digest(text, purpose="trial") for text in (one, other))
        assert (ours == theirs) is (one == other)
        assert machine().is_digest_of(ours, other, purpose="trial") is (one == other)

    def test_differs_between_purposes(self):
        digest = machine().keyed_digest(ID_CARD, purpose="one")
        assert digest != machine().keyed_digest(ID_CARD, purpose="another")
        assert not machine().is_digest_of(digest, ID_CARD, purpose="another")

    def test_differs_from_the_plain_digest(self):
        assert machine().digest(ID_CARD.encode()) not in machine().keyed_digest(ID_CARD, purpose="trial")

    def test_refuses_what_is_no_keyed_digest(self):
        with pytest.raises(Unreadable, match="格式不对"):
            machine().is_digest_of("66c7f0f4", ID_CARD, purpose="trial")


class TestChangingTheKey:
    def test_leaves_what_was_sealed_before_readable(self, own_keys):
        before = machine().encrypt(ID_CARD, purpose="trial")
        digest = machine().keyed_digest(ID_CARD, purpose="trial")
        new = add_key(own_keys)
        turned = SoftMachine()
        assert turned.encrypt(ID_CARD, purpose="trial").split(".")[2] == new
        assert turned.decrypt(before, purpose="trial") == ID_CARD
        assert turned.is_digest_of(digest, ID_CARD, purpose="trial")
        assert digest in turned.keyed_digests(ID_CARD, purpose="trial")[1:]

    def test_is_noticed_by_a_process_that_started_before(self, own_keys):
        early = SoftMachine()
        add_key(own_keys)
        assert early.decrypt(SoftMachine().encrypt(ID_CARD, purpose="trial"), purpose="trial") == ID_CARD


class TestAMissingKey:
    def test_is_a_refusal_that_names_it_and_changes_nothing(self, own_keys):
        old = machine().encrypt(ID_CARD, purpose="trial")
        old_id = old.split(".")[2]
        add_key(own_keys)
        (own_keys / f"{old_id}.key").unlink()
        before = {path.name: path.read_text() for path in own_keys.iterdir()}
        with pytest.raises(UnknownKey, match=f"没有编号为 {old_id} 的密钥"):
            SoftMachine().decrypt(old, purpose="trial")
        assert {path.name: path.read_text() for path in own_keys.iterdir()} == before

    def test_of_the_whole_folder_is_a_refusal_in_production(self, own_keys, settings):
        settings.CRYPTO_MAKES_KEYS = False
        with pytest.raises(NoKeys, match="没有 current 文件"):
            SoftMachine()
        assert not own_keys.exists()

    def test_path_is_a_refusal(self, settings):
        settings.CRYPTO_KEYS = None
        with pytest.raises(NoKeys, match="QUANCHENG_KEYS"):
            SoftMachine()

    def test_is_not_replaced_by_a_damaged_one(self, own_keys):
        ring = make_ring(own_keys)
        path = own_keys / f"{ring.current}.key"
        path.write_text("00" * 32)
        with pytest.raises(NoKeys, match="已损坏"):
            read_ring(own_keys)

    def test_marked_current_is_a_refusal(self, own_keys):
        ring = make_ring(own_keys)
        (own_keys / f"{ring.current}.key").unlink()
        with pytest.raises(NoKeys, match=ring.current):
            read_ring(own_keys)


class TestMakeRing:
    def test_keeps_the_ring_that_another_process_made_first(self, own_keys):
        first = make_ring(own_keys)
        assert make_ring(own_keys) == first
        assert [path.name for path in own_keys.parent.iterdir() if path.name.startswith(".keys-")] == []

    def test_writes_files_that_only_the_owner_reads(self, own_keys):
        make_ring(own_keys)
        assert {path.stat().st_mode & 0o777 for path in own_keys.iterdir()} == {0o600}
        assert own_keys.stat().st_mode & 0o777 == 0o700
