// SPDX-License-Identifier: MIT
using Wattwarden.Text;

namespace Wattwarden.ConsoleEdge
{
    /// <summary>What a tool asks for; every operation has its keys among these.</summary>
    internal sealed class ToolRequest
    {
        public const int MaxId = 1000000000;

        /// <summary>Comes back with the answer; 0 when the tool gave none.</summary>
        public long Id;

        public string Op = "";
        public string Section = "";
        public string Text;
        public long At;
        public long Of;
        public long Slave;
        public long Sensors;
        public bool Start;
        public bool Relays;
        public bool Again;
        public bool KeepTotals;

        /// <summary>The key that is wrong; empty: none.</summary>
        public string Field = "";

        /// <summary>Reads the object. False: Field and Fault say what is wrong with it.</summary>
        public bool TryRead(JsonReader reader)
        {
            if (!reader.Read(JsonToken.BeginObject)) return false;
            while (reader.Read(JsonToken.Name))
            {
                string key = reader.Text();
                reader.Read();
                // Reads on behind a wrong one, for the answer needs the id.
                if (!TryReadValue(reader, key) && Field.Length == 0) Field = key;
                reader.Skip();
            }

            return reader.Token == JsonToken.EndObject && !reader.Read() && reader.Token == JsonToken.End && Field.Length == 0;
        }

        private bool TryReadValue(JsonReader reader, string key)
        {
            switch (key)
            {
                case "id": return reader.TryInteger(out Id) && Id >= 0 && Id <= MaxId;
                case "at": return reader.TryInteger(out At);
                case "of": return reader.TryInteger(out Of);
                case "slave": return reader.TryInteger(out Slave) && Slave >= 0 && Slave <= 247;
                case "sensors": return reader.TryInteger(out Sensors) && Sensors >= 0 && Sensors <= 20;
                case "op":
                    Op = reader.Text();
                    return reader.Token == JsonToken.Text;
                case "section":
                    Section = reader.Text();
                    return reader.Token == JsonToken.Text;
                case "text":
                    Text = reader.Text();
                    return reader.Token == JsonToken.Text;
                case "start": return reader.TryFlag(out Start);
                case "relays": return reader.TryFlag(out Relays);
                case "again": return reader.TryFlag(out Again);
                case "keepTotals": return reader.TryFlag(out KeepTotals);
                default: return false;
            }
        }
    }
}
