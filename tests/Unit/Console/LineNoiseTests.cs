// SPDX-License-Identifier: MIT
using System.Text;
using System.Text.Json.Nodes;
using Wattwarden.Tests.Support;
using Xunit;
using ToolFrame = Wattwarden.Provision.ToolFrame;

namespace Wattwarden.Tests.Unit.ConsoleEdge;

/// <summary>Whatever arrives, the console neither throws nor changes anything that nobody asked for, and it goes on.</summary>
public sealed class LineNoiseTests
{
    private static readonly string[] Words = ["out", "1", "on", "set", "time", "{", "}", "\"", "@", "#", "IMPROV", "\x01", "\r", "\n", " ", "help", "get", "\b", "sensor", "save", "\x03"];

    [Fact]
    public void Random_bytes_never_throw_and_change_nothing()
    {
        var random = new Random(7);
        var device = new ConsoleDevice();
        string before = device.State();
        for (int round = 0; round < 300; round++)
        {
            byte[] noise = new byte[random.Next(1, 600)];
            random.NextBytes(noise);
            device.Exchange(noise, 3000);
        }

        Assert.Equal(before, device.State());
        AssertAlive(device);
    }

    [Fact]
    public void Pieces_of_real_lines_in_any_order_never_throw()
    {
        var random = new Random(11);
        var device = new ConsoleDevice();
        for (int round = 0; round < 300; round++)
            device.Exchange(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => Words[random.Next(Words.Length)]))), 9000);
        AssertAlive(device);
    }

    [Fact]
    public void A_damaged_tool_line_is_never_taken()
    {
        var random = new Random(13);
        var device = new ConsoleDevice();
        const string value = """{"zone":"UTC0"}""";
        string line = ToolFrame.Format(new JsonObject { ["id"] = 5, ["op"] = "put", ["section"] = "time", ["at"] = 0, ["of"] = value.Length, ["text"] = value });
        string before = device.State();
        for (int round = 0; round < 2000; round++)
        {
            byte[] damaged = Encoding.UTF8.GetBytes(line);
            for (int hits = random.Next(1, 4); hits > 0; hits--) damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            if (Encoding.UTF8.GetString(damaged) == line) continue;
            device.Line.Put(damaged);
            device.Line.Put("\n");
            device.Device.Step(60);
        }

        device.Device.Step(2000);
        Assert.Equal(before, device.State());
        AssertAlive(device);
        device.Exchange(Encoding.UTF8.GetBytes(line + "\n"));
        Assert.NotEqual(before, device.State());
    }

    [Fact]
    public void Lines_may_arrive_in_any_pieces()
    {
        var random = new Random(17);
        var device = new ConsoleDevice();
        string line = ToolFrame.Format(new JsonObject { ["id"] = 9, ["op"] = "sections" }) + "\n";
        string whole = device.Exchange(Encoding.UTF8.GetBytes(line));
        for (int round = 0; round < 50; round++)
        {
            device.Line.Sent.Clear();
            foreach (byte value in Encoding.UTF8.GetBytes(line))
            {
                device.Line.Put([value]);
                if (random.Next(3) == 0) device.Device.Step(random.Next(1, 300));
            }

            device.Device.Step(1000);
            Assert.Equal(whole, device.Line.Text);
        }
    }

    // The empty line ends whatever noise stands before it.
    private static void AssertAlive(ConsoleDevice device)
    {
        device.Exchange("\n\n"u8, 60_000);
        device.Device.Step(60_000, 100);
        Assert.True((bool)device.Ask("""{"op":"hello"}""")["ok"]!);
    }
}
