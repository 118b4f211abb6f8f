"""Two implementations that share nothing: ours, and a cipher machine in a process of its own."""

import base64
import shutil
import socket
import tempfile
import threading
from pathlib import Path

import pytest

from quancheng.kernel.crypto.both import TwoMachines
from quancheng.kernel.crypto.checks import keys_stand_ready, what_seals
from quancheng.kernel.crypto.device import DeviceMachine
from quancheng.kernel.crypto.keys import id_of, make_ring
from quancheng.kernel.crypto.line import (
    Address,
    Line,
    MachineAway,
    MachineRefuses,
    MachineSlow,
    WrongAddress,
)
from quancheng.kernel.crypto.port import UnknownKey, Unreadable
from quancheng.kernel.crypto.soft import SoftMachine
from quancheng.kernel.crypto.told import CipherMachine
from tests.cipher import gcm
from tests.cipher.running import CipherProcess

ID_CARD = "370102199003070011"  # invented 演示
TEXTS = ("", "a", ID_CARD, "演示" * 50, "十六个字节一块" * 3)


@pytest.fixture(scope="module")
def process():
    with tempfile.TemporaryDirectory(prefix="qc-cipher.") as folder:  # a short path: sockets allow no other
        running = CipherProcess(Path(folder))
        yield running
        running.kill()


@pytest.fixture
def reaching():
    """A device behind an address; its line is closed at the end."""
    lines = []

    def reach(address, seconds=5.0):
        lines.append(Line(Address.parse(address), seconds))
        return DeviceMachine(lines[-1])

    yield reach
    for line in lines:
        line.close()


@pytest.fixture
def device(process, reaching):
    return reaching(process.address)


@pytest.fixture
def soft(own_keys):
    make_ring(own_keys)
    return SoftMachine()


@pytest.fixture
def key_of_both(process, own_keys):
    """The house's key, carried into the machine by the machine's own console."""
    ring = make_ring(own_keys)
    return process.bring(ring.secrets[ring.current])


class TestTheSecondImplementation:
    """The examples of the standards, so that two mistakes cannot agree."""

    def test_digests_the_example_of_gb_t_32905(self):
        assert gcm.sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"

    def test_seals_the_example_of_rfc_8998(self):
        key, nonce = (
            bytes.fromhex("0123456789abcdeffedcba9876543210"),
            bytes.fromhex("00001234567800000000abcd"),
        )
        bound = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
        plain = bytes.fromhex(
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
            "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa"
        )
        sealed = gcm.seal(key, nonce, bound, plain)
        assert sealed.hex() == (
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
            "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
            "83de3541e4c2b58177e065a9bf7b62ec"
        )
        assert gcm.unseal(key, nonce, bound, sealed) == plain

    def test_names_a_key_as_the_house_does(self):
        secret = bytes(range(32))
        assert "k" + gcm.derived(secret, "id", 6).hex() == id_of(secret)


class TestTheSameKeyInBoth:
    @pytest.mark.parametrize("text", TEXTS)
    def test_what_the_machine_sealed_the_house_opens(self, process, device, soft, key_of_both, text):
        sealed = sealed_by(process, key_of_both, text)
        assert soft.decrypt(sealed, purpose="trial") == text
        assert device.decrypt(sealed, purpose="trial") == text

    @pytest.mark.parametrize("text", TEXTS)
    def test_what_the_house_sealed_the_machine_opens(self, device, soft, key_of_both, text):
        assert device.decrypt(soft.encrypt(text, purpose="trial"), purpose="trial") == text

    @pytest.mark.parametrize("text", TEXTS)
    def test_both_make_the_same_blind_index(self, device, soft, key_of_both, text):
        digest = soft.keyed_digest(text, purpose="trial")
        assert device.is_digest_of(digest, text, purpose="trial")
        assert digest in device.keyed_digests(text, purpose="trial")
        assert not device.is_digest_of(digest, text + "x", purpose="trial")

    def test_neither_opens_what_was_changed_or_is_for_another_purpose(self, device, soft, key_of_both):
        sealed = soft.encrypt(ID_CARD, purpose="trial")
        with pytest.raises(Unreadable, match="校验不通过"):
            device.decrypt(sealed, purpose="another")
        version, algorithm, key_id, nonce, data = sealed.split(".")
        changed = ".".join((version, algorithm, key_id, nonce, ("A" if data[0] != "A" else "B") + data[1:]))
        with pytest.raises(Unreadable, match="校验不通过"):
            device.decrypt(changed, purpose="trial")


def sealed_by(process, key_id, text):
    """Sealed by the second implementation alone, with a key that it holds."""
    held = {"key": key_id, "use": "encrypt/trial", "bound": b64(f"qc1.sm4-gcm.{key_id}|trial".encode())}
    told = process.console("seal", data=b64(text.encode()), **held)
    nonce, data = (in_url(base64.b64decode(told[name])) for name in ("nonce", "data"))
    return f"qc1.sm4-gcm.{key_id}.{nonce}.{data}"


def b64(content):
    return base64.b64encode(content).decode()


def in_url(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


class TestTheMachine:
    def test_seals_with_its_own_key_and_never_alike_twice(self, process, device):
        sealed = {device.encrypt(ID_CARD, purpose="trial") for _ in range(5)}
        assert len(sealed) == 5
        assert {one.split(".")[2] for one in sealed} == {process.current}
        assert all(device.is_current(one) for one in sealed)

    def test_notices_a_new_key_of_the_machine_when_it_meets_it(self, process, device, reaching):
        before = device.encrypt(ID_CARD, purpose="trial")
        process.console("new")
        after = reaching(process.address).encrypt(ID_CARD, purpose="trial")
        assert after.split(".")[2] != before.split(".")[2]
        assert [device.decrypt(one, purpose="trial") for one in (before, after)] == [ID_CARD, ID_CARD]
        assert device.holds(after.split(".")[2])

    def test_serves_many_threads_each_its_own_answer(self, process):
        line = Line(Address.parse(process.address), 20)
        device, found = DeviceMachine(line), {}

        def seal_and_open(text):
            found[text] = device.decrypt(device.encrypt(text, purpose="trial"), purpose="trial")
            line.close()

        threads = [threading.Thread(target=seal_and_open, args=(f"演示{number}",)) for number in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert found == {f"演示{number}": f"演示{number}" for number in range(12)}


class TestAKeyThatIsGone:
    def test_from_the_machine_is_a_sentence_until_it_is_back(self, process, device, reaching):
        key_id = str(process.console("new")["key"])
        own = reaching(process.address)
        sealed = own.encrypt(ID_CARD, purpose="trial")
        secret = str(process.console("lose", key=key_id)["secret"])
        with pytest.raises(UnknownKey, match=f"密码机里没有编号为 {key_id} 的密钥.*没有写入任何内容"):
            device.decrypt(sealed, purpose="trial")
        with pytest.raises(UnknownKey):  # it seals with no other key instead
            own.encrypt(ID_CARD, purpose="trial")
        with pytest.raises(MachineRefuses, match="没有可用的现行密钥"):
            own.encrypt(ID_CARD, purpose="trial")
        assert process.bring(base64.b64decode(secret)) == key_id
        assert device.decrypt(sealed, purpose="trial") == ID_CARD
        assert own.encrypt(ID_CARD, purpose="trial").split(".")[2] == key_id


class TestAMachineThatGoesAway:
    def test_is_a_sentence_and_when_it_comes_back_all_goes_on(self, process, device):
        sealed = device.encrypt(ID_CARD, purpose="trial")
        process.kill()
        for act in (
            lambda: device.decrypt(sealed, purpose="trial"),
            lambda: device.encrypt(ID_CARD, purpose="trial"),
            lambda: device.keyed_digest(ID_CARD, purpose="trial"),
        ):
            with pytest.raises(MachineAway, match=r"连不上密码机.*已有内容没有改动"):
                act()
        process.start()
        assert device.decrypt(sealed, purpose="trial") == ID_CARD

    def test_leaves_what_the_folder_sealed_readable(self, process, device, soft):
        both = TwoMachines(device, soft)
        before = soft.encrypt(ID_CARD, purpose="trial")
        process.kill()
        try:
            assert both.decrypt(before, purpose="trial") == ID_CARD
            with pytest.raises(MachineAway):
                both.encrypt(ID_CARD, purpose="trial")
        finally:
            process.start()


class TestASlowMachine:
    def test_is_a_sentence_and_its_late_answer_is_nobodys(self, process, reaching):
        hasty = reaching(process.address, 0.4)
        hasty.encrypt("先", purpose="trial")
        process.console("slow", seconds=1.0)
        try:
            with pytest.raises(MachineSlow, match=r"在0\.4秒内没有答复.*没有写入任何内容"):
                hasty.encrypt("慢", purpose="trial")
        finally:
            process.console("slow", seconds=0)
        assert hasty.decrypt(hasty.encrypt("快", purpose="trial"), purpose="trial") == "快"


class TestWhatIsNoMachine:
    """Whatever else listens there: a sentence, and nothing that it says is believed."""

    @pytest.fixture
    def answering(self, reaching):
        """A device behind which somebody answers with these bytes, whatever is asked."""
        ends = []

        def answer(words):
            folder = tempfile.mkdtemp(prefix="qc-odd.")
            server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            server.bind(f"{folder}/s")
            server.listen()

            def serve():
                with server, server.accept()[0] as line:
                    line.recv(65536)
                    line.sendall(words)

            thread = threading.Thread(target=serve, daemon=True)
            thread.start()
            ends.append((folder, thread))
            return reaching(f"unix:{folder}/s", 2)

        yield answer
        for folder, thread in ends:
            thread.join(5)
            shutil.rmtree(folder)

    @pytest.mark.parametrize(
        "words",
        [
            b"HTTP/1.1 400 Bad Request\n",
            b"[]\n",
            b'{"n": 99, "current": "k1", "keys": ["k1"]}\n',  # an answer to another question
            b'{"n": 1}\n',
            b'{"n": 1, "current": "k1", "keys": []}\n',
            b'{"n": 1, "current": "k1", "keys": "k1"}\n',
        ],
    )
    def test_is_not_believed(self, answering, words):
        with pytest.raises(MachineRefuses):
            answering(words).encrypt("演示", purpose="trial")

    def test_hangs_up(self, answering):
        with pytest.raises(MachineAway):
            answering(b"").encrypt("演示", purpose="trial")


class TestAddresses:
    @pytest.mark.parametrize("told", ["unix:/run/cipher.sock", "tcp:127.0.0.1:6600", "tcp:[::1]:6600"])
    def test_on_this_machine_is_taken(self, told):
        assert Address.parse(told)

    @pytest.mark.parametrize(
        "told",
        ["", "unix:cipher.sock", "tcp:10.1.2.3:6600", "tcp:127.0.0.1:0", "tcp:127.0.0.1:x", "127.0.0.1:1"],
    )
    def test_elsewhere_is_refused(self, told):
        with pytest.raises(WrongAddress, match="on this machine"):
            Address.parse(told)


class TestTheCheck:
    @pytest.fixture
    def connected(self, process, settings, own_keys):
        settings.CIPHER_MACHINE = CipherMachine(Address.parse(process.address), 5, keys_seal=False)
        settings.CRYPTO_MAKES_KEYS = False
        return settings

    def test_tells_that_the_folder_seals_where_there_is_no_machine(self, settings):
        settings.CIPHER_MACHINE = None
        assert [told.id for told in what_seals()] == ["crypto.I001"]

    def test_tells_which_key_of_the_machine_seals(self, connected, process):
        [told] = what_seals()
        assert told.id == "crypto.I002"
        assert process.current in told.msg
        assert "没有软件密钥" in told.msg

    def test_tells_that_the_folder_seals_on_the_way_back(self, connected, process):
        connected.CIPHER_MACHINE = CipherMachine(Address.parse(process.address), 5, keys_seal=True)
        assert "只用来解密" in what_seals()[0].msg

    def test_asks_for_no_folder_where_a_machine_has_the_keys(self, connected):
        connected.CRYPTO_KEYS = None
        assert keys_stand_ready() == []

    def test_names_a_machine_that_does_not_answer(self, connected, tmp_path):
        connected.CIPHER_MACHINE = CipherMachine(Address.parse(f"unix:{tmp_path}/none"), 1, keys_seal=False)
        [told] = what_seals()
        assert told.id == "crypto.E004"
        assert "QUANCHENG_CIPHER_MACHINE" in told.hint
