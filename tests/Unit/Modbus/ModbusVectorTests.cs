// SPDX-License-Identifier: MIT
using System.Globalization;
using Wattwarden.Modbus;
using Wattwarden.Tests.Support;
using Xunit;

namespace Wattwarden.Tests.Unit.Modbus;

/// <summary>
/// Runs every file of tests/Vectors/modbus. Lines: "# provenance", "> request", "&lt; answer", "! frame with a wrong checksum",
/// "= asks slave function address count [values]", then "= registers …", "= bits …", "= ok", "= exception n" or "= refused n".
/// </summary>
public class ModbusVectorTests
{
    public static TheoryData<string, string> Vectors()
    {
        var data = new TheoryData<string, string>();
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Vectors", "modbus"), "*.txt").Order())
        {
            string[] parts = File.ReadAllText(file).Split('\n', 2);
            Assert.StartsWith("# ", parts[0]);
            foreach (string vector in parts[1].Split("\n\n", StringSplitOptions.RemoveEmptyEntries)) data.Add(Path.GetFileName(file), vector.Trim());
        }

        return data;
    }

    [Fact]
    public void All_vectors_are_found() => Assert.Equal(38, Vectors().Count);

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_vector_is_sent_and_understood_as_it_says(string file, string vector)
    {
        string[] lines = vector.Split('\n');
        string asks = lines.Single(l => l.StartsWith("= asks ", StringComparison.Ordinal))[7..];
        string outcome = lines.SingleOrDefault(l => l.StartsWith("= ", StringComparison.Ordinal) && !l.StartsWith("= asks", StringComparison.Ordinal))?[2..] ?? "";
        byte[]? sent = Bytes(lines, '>');
        byte[]? answer = Bytes(lines, '<');
        ModbusRequest request = Request(asks);

        if (sent != null)
        {
            byte[] built = new byte[RtuFrame.MaxLength];
            Assert.Equal(sent, built[..RtuFrame.Build(request, built)]);
        }

        byte[]? wrong = Bytes(lines, '!');
        if (wrong != null) AssertWrong(wrong, sent!);
        if (outcome.Length == 0) return;

        VirtualLine line = VirtualLineRunner.LineWith();
        if (answer != null) line.Slaves = frame => frame[0] == request.Slave ? [new LineReply(answer, 20_000)] : [];
        ModbusStatus status = new RtuMaster(line).Run(line, request);
        Assert.Equal(outcome, Outcome(outcome.Split(' ')[0], status, request));
        Assert.Equal(outcome.StartsWith("refused", StringComparison.Ordinal), !line.Sent.Any(f => f[0] == request.Slave));
        Assert.NotEmpty(file);
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Any_flipped_bit_in_a_vector_is_found_by_its_checksum(string file, string vector)
    {
        string[] lines = vector.Split('\n');
        foreach (char mark in "><")
        {
            byte[]? frame = Bytes(lines, mark);
            if (frame == null) continue;
            Assert.Equal(0, Crc16.Compute(frame, 0, frame.Length));
            for (int bit = 0; bit < frame.Length * 8; bit++)
            {
                frame[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.NotEqual(0, Crc16.Compute(frame, 0, frame.Length));
                frame[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        Assert.NotEmpty(file);
    }

    private static void AssertWrong(byte[] wrong, byte[] right)
    {
        Assert.NotEqual(0, Crc16.Compute(wrong, 0, wrong.Length));
        Assert.Equal(wrong[..^2], right[..^2]);
    }

    private static string Outcome(string kind, ModbusStatus status, ModbusRequest request)
    {
        if (kind is "exception" or "refused") return $"{kind} {(int)status}";
        if (status != ModbusStatus.Ok) return status.ToString();
        if (kind == "registers") return "registers " + string.Join(' ', Enumerable.Range(0, request.Count).Select(i => request.Register(i).ToString("X4", CultureInfo.InvariantCulture)));
        if (kind != "bits") return "ok";
        return "bits " + string.Concat(Enumerable.Range(0, request.Count).Select(i => (i > 0 && i % 8 == 0 ? " " : "") + (request.Bit(i) ? "1" : "0")));
    }

    private static ModbusRequest Request(string asks)
    {
        int[] numbers = [.. asks.Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        ModbusRequest request = VirtualLineRunner.Read((byte)numbers[0], (byte)numbers[1], numbers[2], numbers[3]);
        for (int i = 4; i < numbers.Length; i++) request.Values[i - 4] = (ushort)numbers[i];
        return request;
    }

    private static byte[]? Bytes(string[] lines, char mark)
    {
        string? hex = lines.SingleOrDefault(l => l[0] == mark);
        return hex == null ? null : Convert.FromHexString(hex[2..].Replace(" ", ""));
    }
}
