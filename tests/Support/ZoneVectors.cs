// SPDX-License-Identifier: MIT
namespace Wattwarden.Tests.Support;

/// <summary>A zone as tests/Vectors/time has it: the state from each moment on (Unix seconds), from 2020-01-01 to the end of 2040.</summary>
internal sealed record ZoneVector(string Name, string Rule, IReadOnlyList<(long FromSecond, int OffsetSeconds, bool Daylight)> States)
{
    public static readonly long FirstSecond = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
    public static readonly long EndSecond = new DateTimeOffset(2041, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    public static List<ZoneVector> Load(string file)
    {
        List<ZoneVector> zones = [];
        List<(long, int, bool)> states = [];
        foreach (string[] words in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "time", file)).Where(l => l[0] != '#').Select(l => l.Split(' ')))
        {
            if (words[0] == "zone") zones.Add(new ZoneVector(words[1], words[2], states = []));
            else states.Add((long.Parse(words[0]), int.Parse(words[1]), words[2] == "1"));
        }

        return zones;
    }

    /// <summary>Moments with a clock reading on the wall, as the vector has it; one or two of them, none in a gap.</summary>
    public List<long> Moments(long localSecond)
    {
        List<long> moments = [];
        for (int i = 0; i < States.Count; i++)
        {
            long second = localSecond - States[i].OffsetSeconds;
            long until = i + 1 < States.Count ? States[i + 1].FromSecond : EndSecond;
            if (second >= States[i].FromSecond && second < until) moments.Add(second);
        }

        return moments;
    }
}
