// SPDX-License-Identifier: MIT
using Wattwarden.Controller;
using Wattwarden.Ports;
using Wattwarden.Settings;
using Wattwarden.Storage;
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>
    /// The console as a tool uses it, line by line: docs/reference/console.md. Every answer has the id of its question and "ok"; a refusal says
    /// why, names the field, and has "retry" when the same line may do later. Questions may be repeated: a lost answer changes nothing.
    /// </summary>
    internal sealed class ToolPort
    {
        private const int RoomAroundValue = 128;

        private readonly EnergyController _controller;
        private readonly ConsoleOutput _output;
        private readonly JsonReader _reader = new JsonReader();
        private readonly ToolUpload _upload = new ToolUpload();
        private readonly SettingsFault _fault = new SettingsFault();

        public ToolPort(EnergyController controller, ConsoleOutput output)
        {
            _controller = controller;
            _output = output;
        }

        /// <summary>Answers the line; what is not whole changes nothing.</summary>
        public void Handle(byte[] line, int length, long nowMs)
        {
            var request = new ToolRequest();
            if (!ToolFrame.IsWhole(line, length))
            {
                Refuse(request, "the line arrived damaged: its checksum does not match; send it again", "", true);
                return;
            }

            _reader.Reset(line, 1, length - 1 - ToolFrame.TailBytes);
            if (!request.TryRead(_reader)) Refuse(request, request.Field.Length > 0 ? "is not known or not valid" : "not a JSON object", request.Field, false);
            else Answer(request, nowMs);
        }

        /// <summary>Tells that a line was too long to be one.</summary>
        public void RefuseLong() => Refuse(new ToolRequest(), "the line is too long; at most 1024 bytes are understood", "", false);

        /// <summary>Gives the room of a broken-off upload back.</summary>
        public void Tidy(long nowMs)
        {
            if (_upload.IsStale(nowMs)) _upload.Forget();
        }

        private void Answer(ToolRequest request, long nowMs)
        {
            switch (request.Op)
            {
                case "hello":
                    Hello(request, nowMs);
                    break;
                case "sections":
                    Sections(request);
                    break;
                case "get":
                    Get(request);
                    break;
                case "put":
                    Put(request, nowMs);
                    break;
                case "selftest":
                    SelfTest(request, nowMs);
                    break;
                case "reboot":
                    _controller.AskRestart(nowMs);
                    Done(request);
                    break;
                case "factory-reset":
                    Reset(request, nowMs);
                    break;
                default:
                    Refuse(request, "is not known", "op", false);
                    break;
            }
        }

        private void Hello(ToolRequest request, long nowMs)
        {
            FactoryIdentity factory = _controller.Storage.Factory.Current;
            int start = Begin(request, true);
            JsonWriter json = Json;
            json.Member("board", _controller.Board.Name);
            json.Member("version", EnergyController.Version);
            json.Member("uptimeMs", nowMs);
            json.Member("settings", _controller.SettingsState);
            json.Member("safeMode", _controller.SafeMode);
            json.Member("provisioned", factory.IsProvisioned);
            json.Member("serial", factory.Serial);
            json.Member("model", factory.Model);
            json.Member("profile", factory.Profile);
            json.Member("date", factory.Date);
            json.Member("mac", Mac());
            json.Member("fingerprint", _controller.Storage.Factory.Fingerprint);
            End(start);
        }

        private string Mac()
        {
            INetwork network = _controller.Board.Network;
            return network == null ? "" : HexText.Encode(network.Mac);
        }

        private void Sections(ToolRequest request)
        {
            int start = Begin(request, true);
            Json.Name("sections");
            Json.BeginArray();
            for (int i = 0; i < _controller.SectionCount; i++) Json.Value(_controller.SectionName(i));
            Json.EndArray();
            End(start);
        }

        private void Get(ToolRequest request)
        {
            ISettingsSection section = _controller.FindSection(request.Section);
            if (section == null || section is ISecretSection)
            {
                Refuse(request, section == null ? "there is no such section" : "holds secrets, which leave the device in an encrypted backup only", "section", false);
                return;
            }

            _output.MakeRoom(RoomAroundValue + SectionText.Measure(section));
            int start = Begin(request, true);
            Json.Name("value");
            section.Write(Json, false);
            End(start);
        }

        private void Put(ToolRequest request, long nowMs)
        {
            bool isFactory = request.Section == _controller.Storage.Factory.SectionName;
            ISettingsSection section = _controller.FindSection(request.Section);
            if (section == null && !isFactory) Refuse(request, "there is no such section", "section", false);
            else if (request.Of < 2 || request.Of > ToolUpload.MaxBytes) Refuse(request, "must be 2 to 14336 bytes", "of", false);
            else if (request.Text == null) Refuse(request, "is missing", "text", false);
            else if (request.At < 0 || !_upload.TryTake(request.Section, request.At, request.Of, request.Text, nowMs)) Refuse(request, "parts are missing; begin with at 0", "at", false);
            else if (!_upload.IsComplete) Done(request);
            else Store(request, section);
        }

        private void Store(ToolRequest request, ISettingsSection section)
        {
            _reader.Reset(_upload.Bytes, 0, _upload.Length);
            SaveOutcome outcome = section == null
                ? _controller.Storage.Factory.Put(_reader, request.Again, _fault)
                : _controller.Store.Put(section, _reader, _fault);
            _reader.Close();
            // A busy store keeps the parts: the tool sends the last one again.
            if (outcome != SaveOutcome.Busy) _upload.Forget();
            if (outcome == SaveOutcome.Saved) Done(request);
            else if (outcome == SaveOutcome.Refused) Refuse(request, _fault.Message, _fault.Key, false);
            else Refuse(request, SettingsText.Of(outcome), "", outcome == SaveOutcome.Busy);
        }

        private void SelfTest(ToolRequest request, long nowMs)
        {
            SelfTestDesk desk = _controller.SelfTest;
            if (request.Start) desk.Start(request.Relays, (int)request.Slave, (int)request.Sensors, nowMs);
            int start = Begin(request, true);
            Json.Member("running", desk.IsRunning);
            Json.Member("passed", desk.HasPassed);
            Json.Name("items");
            Json.BeginArray();
            for (int i = 0; i < desk.Count; i++)
            {
                Json.BeginObject();
                Json.Member("name", desk.Item(i).Name);
                Json.Member("result", SelfTestWords.Of(desk.Item(i).Outcome));
                Json.Member("text", desk.Item(i).Text);
                Json.EndObject();
            }

            Json.EndArray();
            End(start);
        }

        private void Reset(ToolRequest request, long nowMs)
        {
            if (!_controller.Storage.AskFactoryReset(request.KeepTotals))
            {
                Refuse(request, "flash memory did not take the wish; nothing was erased", "", true);
                return;
            }

            _controller.AskRestart(nowMs);
            Done(request);
        }

        private JsonWriter Json { get; set; }

        private void Done(ToolRequest request) => End(Begin(request, true));

        private void Refuse(ToolRequest request, string error, string field, bool mayRetry)
        {
            int start = Begin(request, false);
            Json.Member("error", error);
            if (field.Length > 0) Json.Member("field", field);
            if (mayRetry) Json.Member("retry", true);
            End(start);
        }

        private int Begin(ToolRequest request, bool ok)
        {
            int start = _output.Text.Length;
            _output.Text.Append(ToolFrame.Start);
            Json = new JsonWriter(_output.Text);
            Json.BeginObject();
            Json.Member("id", request.Id);
            Json.Member("ok", ok);
            return start;
        }

        private void End(int start)
        {
            Json.EndObject();
            ToolFrame.Close(_output.Text, start);
        }
    }
}
