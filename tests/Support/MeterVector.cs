// SPDX-License-Identifier: MIT
using System.Globalization;

namespace Wattwarden.Tests.Support;

/// <summary>One exchange of a vector file: request and reply as bytes and the values that a person reads from them.</summary>
public sealed record MeterExchange(byte[] Request, byte[] Reply, IReadOnlyList<(string Quantity, long Milli, string Unit)> Values);

/// <summary>A file of tests/Vectors: "# provenance", then "&gt; request", "&lt; reply", "= quantity value unit" lines.</summary>
public sealed record MeterVector(string Preset, string Name, string Provenance, IReadOnlyList<MeterExchange> Exchanges)
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Vectors");

    public static IEnumerable<MeterVector> Of(string preset)
    {
        string folder = Path.Combine(Folder, preset);
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal).Select(Load) : [];
    }

    public static MeterVector Load(string path)
    {
        string[] lines = File.ReadAllLines(path);
        var exchanges = new List<MeterExchange>();
        byte[] request = [];
        byte[] reply = [];
        var values = new List<(string, long, string)>();
        foreach (string line in lines.Skip(1).Where(l => l.Length > 0))
        {
            if (line[0] == '>')
            {
                if (reply.Length > 0) exchanges.Add(new MeterExchange(request, reply, values));
                request = RtuFrames.Hex(line[1..]);
                reply = [];
                values = [];
            }
            else if (line[0] == '<')
            {
                reply = RtuFrames.Hex(line[1..]);
            }
            else
            {
                string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (words[0] != "=" || words.Length is < 3 or > 4) throw new FormatException(path + ": " + line);
                values.Add((words[1], (long)(decimal.Parse(words[2], CultureInfo.InvariantCulture) * 1000), words.Length > 3 ? words[3] : ""));
            }
        }

        if (reply.Length > 0) exchanges.Add(new MeterExchange(request, reply, values));
        return new MeterVector(Path.GetFileName(Path.GetDirectoryName(path)!), Path.GetFileNameWithoutExtension(path), lines[0], exchanges);
    }

    public override string ToString() => Preset + "/" + Name;
}
