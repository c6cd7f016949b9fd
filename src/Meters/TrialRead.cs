// SPDX-License-Identifier: MIT
using Wattwarden.Modbus;
using Wattwarden.Ports;
using Wattwarden.Text;

namespace Wattwarden.Meters
{
    /// <summary>One read to be tried: the question as {"slave","bitRate","parity","stopBits","timeoutMs"} and the keys of a custom read, and what came of it.</summary>
    public sealed class TrialRead
    {
        private const int RequestBytes = 8;

        private readonly RegisterTable _table = new RegisterTable(PresetCatalog.CustomId, "Custom", "");
        private int _slave = 1;
        private int _bitRate = 9600;
        private LineParity _parity;
        private int _stopBits = 1;
        private int _timeoutMs = CustomModule.DefaultTimeoutMs;

        /// <summary>Set when the answer is there, or has failed to come.</summary>
        public ISignal Done { get; private set; }

        public ModbusStatus Status { get; private set; } = ModbusStatus.Pending;

        /// <summary>The frame that was sent.</summary>
        public byte[] Request { get; private set; } = new byte[0];

        /// <summary>All that came back, be it an answer or not.</summary>
        public byte[] Reply { get; private set; } = new byte[0];

        /// <summary>The line gave back what was sent, before any answer.</summary>
        public bool IsEchoed { get; private set; }

        /// <summary>False: there was no answer, or its registers hold no number of this type.</summary>
        public bool HasValue { get; private set; }

        public long Milli { get; private set; }

        public int LatencyMs { get; private set; }

        public int TimeoutMs => _timeoutMs;

        /// <summary>Longest time from the start to the end, when three modules come first.</summary>
        public int PatienceMs => 15000;

        /// <summary>Reads the question from the body of a request, whose reader stands before its first token.</summary>
        public bool TryRead(JsonReader reader, SettingsFault fault)
        {
            var row = new CustomRow();
            if (!reader.Read(JsonToken.BeginObject)) return fault.Set("", "A read must be an object.");
            while (reader.Read(JsonToken.Name))
            {
                string field = reader.Text();
                if (!ReadField(reader, fault, field, row)) return false;
            }

            if (reader.Token != JsonToken.EndObject) return fault.Set("", "The read is broken off.");
            if (!row.Check(fault, "")) return false;
            row.AddTo(_table);
            return true;
        }

        internal void Start(ISignal done) => Done = done;

        internal void Fill(ModbusRequest request)
        {
            request.BitRate = _bitRate;
            request.Parity = _parity;
            request.StopBits = _stopBits;
            request.TimeoutMs = _timeoutMs;
            request.Retries = 0;
            request.IsProbe = true;
            request.SetRead((byte)_slave, _table.Function(0), _table.Address(0), _table.End(0) - _table.First(0));
            byte[] frame = new byte[RtuFrame.MaxLength];
            RtuFrame.Build(request, frame);
            Request = Copy(frame, RequestBytes);
        }

        internal void Complete(ModbusRequest request)
        {
            Reply = Copy(request.Data, request.ReceivedLength);
            LatencyMs = request.LatencyMs;
            IsEchoed = request.IsEchoed;
            HasValue = request.Status == ModbusStatus.Ok && RegisterDecoder.TryMilli(_table, 0, request.Data, request.DataOffset, _table.First(0), out long milli) && Take(milli);
            Status = request.Status;
            Done.Set();
        }

        private bool Take(long milli)
        {
            Milli = milli;
            return true;
        }

        private bool ReadField(JsonReader reader, SettingsFault fault, string field, CustomRow row)
        {
            switch (field)
            {
                case "slave": return FieldReader.Integer(reader, fault, field, 1, 247, out _slave);
                case "bitRate": return FieldReader.BitRate(reader, fault, field, out _bitRate);
                case "parity": return FieldReader.Parity(reader, fault, field, out _parity);
                case "stopBits": return FieldReader.Integer(reader, fault, field, 1, 2, out _stopBits);
                case "timeoutMs": return FieldReader.Integer(reader, fault, field, 50, 5000, out _timeoutMs);
                default: return row.ReadField(reader, fault, field, field);
            }
        }

        private static byte[] Copy(byte[] from, int count)
        {
            byte[] copy = new byte[count];
            if (count > 0) System.Array.Copy(from, 0, copy, 0, count);
            return copy;
        }
    }
}
