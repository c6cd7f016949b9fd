// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Wattwarden.Tests.Support;

/// <summary>A DNS record as text: "name type ttl data", with an exclamation mark for mDNS's "the only one".</summary>
internal sealed record DnsRecord(string Name, string Type, bool Only, int Ttl, string Data)
{
    public override string ToString() => $"{Name} {Type}{(Only ? "!" : "")} {Ttl} {Data}";
}

/// <summary>Reads and writes DNS messages for tests; shares nothing with the firmware's code.</summary>
internal sealed class DnsPacket
{
    private readonly byte[] _bytes;
    private int _at = 12;

    public DnsPacket(byte[] bytes)
    {
        _bytes = bytes;
        Id = U16(0);
        Flags = U16(2);
        for (int i = 0; i < U16(4); i++) Questions.Add($"{Name()} {TypeName(Next16())} {(Next16() >> 15 == 1 ? "QU" : "QM")}");
        Read(Answers, U16(6));
        Read(Authorities, U16(8));
        Read(Additional, U16(10));
        if (_at != bytes.Length) throw new InvalidDataException($"{bytes.Length - _at} bytes behind the last record");
    }

    public int Id { get; }

    public int Flags { get; }

    public List<string> Questions { get; } = [];

    public List<DnsRecord> Answers { get; } = [];

    public List<DnsRecord> Authorities { get; } = [];

    public List<DnsRecord> Additional { get; } = [];

    /// <summary>A query; a question is "name TYPE" with " QU" where a unicast answer is welcome.</summary>
    public static byte[] Query(int id, params string[] questions) => Message(id, 0, questions, []);

    /// <summary>A response with one address record.</summary>
    public static byte[] Claim(string host, string address, int ttl = 120) =>
        Message(0, 0x8400, [], [Record(host, 1, 0x8001, ttl, IPAddress.Parse(address).GetAddressBytes())]);

    /// <summary>A query by somebody who knows the service already.</summary>
    public static byte[] QueryKnowing(string question, string instance, int ttl) =>
        Message(0, 0, [question], [Record("_http._tcp.local", 12, 1, ttl, Labels(instance))]);

    public static byte[] Labels(string name) => [.. name.Split('.').SelectMany(label => Encoding.UTF8.GetBytes(label).Prepend((byte)Encoding.UTF8.GetByteCount(label))), 0];

    private static byte[] Message(int id, int flags, string[] questions, byte[][] answers)
    {
        List<byte> bytes = [.. Two(id), .. Two(flags), .. Two(questions.Length), .. Two(answers.Length), 0, 0, 0, 0];
        foreach (string question in questions)
        {
            string[] words = question.Split(' ');
            bytes.AddRange([.. Labels(words[0]), .. Two(TypeNumber(words[1])), .. Two(words.Length > 2 ? 0x8001 : 1)]);
        }

        foreach (byte[] answer in answers) bytes.AddRange(answer);
        return [.. bytes];
    }

    private static byte[] Record(string name, int type, int dnsClass, int ttl, byte[] data) =>
        [.. Labels(name), .. Two(type), .. Two(dnsClass), .. Two(ttl >> 16), .. Two(ttl), .. Two(data.Length), .. data];

    private static byte[] Two(int value) => [(byte)(value >> 8), (byte)value];

    private static string TypeName(int type) => type switch { 1 => "A", 12 => "PTR", 16 => "TXT", 28 => "AAAA", 33 => "SRV", 255 => "ANY", _ => $"{type}" };

    private static int TypeNumber(string type) => type switch { "A" => 1, "PTR" => 12, "TXT" => 16, "AAAA" => 28, "SRV" => 33, _ => 255 };

    private void Read(List<DnsRecord> into, int count)
    {
        for (int i = 0; i < count; i++)
        {
            string name = Name();
            int type = Next16();
            int dnsClass = Next16();
            int ttl = (Next16() << 16) | Next16();
            int end = Next16() + _at;
            string data = type switch
            {
                1 => new IPAddress(_bytes.AsSpan(_at, 4)).ToString(),
                12 => Name(),
                33 => $"{Next16()} {Next16()} {Next16()} {Name()}",
                _ => Texts(end),
            };
            if (type == 1) _at += 4;
            if (_at != end) throw new InvalidDataException($"length of {name} {TypeName(type)}");
            into.Add(new DnsRecord(name, TypeName(type), dnsClass >> 15 == 1, ttl, data));
        }
    }

    private string Texts(int end)
    {
        List<string> texts = [];
        while (_at < end)
        {
            int length = _bytes[_at];
            texts.Add(Encoding.UTF8.GetString(_bytes, _at + 1, length));
            _at += 1 + length;
        }

        return string.Join('|', texts);
    }

    private string Name()
    {
        List<string> labels = [];
        int at = _at;
        bool jumped = false;
        while (_bytes[at] != 0)
        {
            if (_bytes[at] >= 0xC0)
            {
                if (!jumped) _at = at + 2;
                jumped = true;
                at = U16(at) & 0x3FFF;
                continue;
            }

            labels.Add(Encoding.UTF8.GetString(_bytes, at + 1, _bytes[at]));
            at += 1 + _bytes[at];
        }

        if (!jumped) _at = at + 1;
        return string.Join('.', labels);
    }

    private int Next16()
    {
        _at += 2;
        return U16(_at - 2);
    }

    private int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_bytes.AsSpan(at));
}
