// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Wattwarden.Emulator.Fleet;

/// <summary>A subscriber that hears all devices: counts messages, follows the numbers of the samples, and times switching from the command to the state that comes back.</summary>
internal sealed class FleetWatch : IDisposable
{
    /// <summary>Of the thread whose work is the measuring, not the devices'.</summary>
    public const string ThreadName = "measure";

    private const long RunStep = 1L << 32;
    private const string Switched = "out5";
    private const int SwitchEveryMs = 100;
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(10);

    private readonly FleetPlan _plan;
    private readonly PlainMqtt _client;
    private readonly Dictionary<string, Device> _devices = [];
    private readonly Device[] _inOrder;
    private readonly Thread _listener;
    private readonly ConcurrentBag<double> _switchMs = [];
    private long _messages;
    private long _bytes;
    private int _online;
    private int _asked;

    public FleetWatch(FleetPlan plan, string user, string password)
    {
        _plan = plan;
        _inOrder = [.. Enumerable.Range(0, plan.Devices).Select(i => new Device(plan.PrefixOf(i)))];
        foreach (Device device in _inOrder) _devices[device.Prefix] = device;
        _client = new PlainMqtt(plan.Host, plan.Port, "fleet-measure", user, password, plan.Ca);
        _client.SubscribeTo(plan.Prefix.Replace(FleetPlan.IdMark, "+") + "/#");
        _listener = new Thread(Listen) { IsBackground = true, Name = ThreadName };
        _listener.Start();
    }

    public int Online => Volatile.Read(ref _online);

    public long Messages => Interlocked.Read(ref _messages);

    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>True when the broker has ended the connection: then nothing of the measurement counts.</summary>
    public bool IsCutOff { get; private set; }

    public int SwitchesAsked => _asked;

    public double[] SwitchMs => [.. _switchMs];

    public long Samples => _inOrder.Sum(it => (long)it.Numbers.Count);

    public long SamplesRepeated => _inOrder.Sum(it => it.Repeated);

    /// <summary>Numbers that are missing between the first and the last one of a device.</summary>
    public long SamplesMissing => _inOrder.Sum(it => it.Missing);

    /// <summary>Samples of the device that has the fewest.</summary>
    public int FewestSamples => _inOrder.Min(it => it.Numbers.Count);

    /// <summary>Begins to count messages and samples anew.</summary>
    public void Begin()
    {
        foreach (Device device in _inOrder) device.Forget();
        Interlocked.Exchange(ref _messages, 0);
        Interlocked.Exchange(ref _bytes, 0);
    }

    /// <summary>Switches an output of one device after the other until the moment, then waits for the last answers.</summary>
    public void SwitchUntil(long endTimestamp, Func<bool> stop)
    {
        for (int i = 0; Stopwatch.GetTimestamp() < endTimestamp && !stop(); i++)
        {
            Device device = _inOrder[i % _inOrder.Length];
            if (device.TryAsk(out bool on))
            {
                _asked++;
                _client.Send($"{device.Prefix}/{Switched}/set", on ? "1" : "0");
            }

            Thread.Sleep(SwitchEveryMs);
        }

        long patience = Stopwatch.GetTimestamp() + (long)(AnswerPatience.TotalSeconds * Stopwatch.Frequency);
        while (_switchMs.Count < _asked && Stopwatch.GetTimestamp() < patience && !stop()) Thread.Sleep(SwitchEveryMs);
    }

    public void Dispose()
    {
        _client.Dispose();
        _listener.Join();
    }

    private void Listen()
    {
        _client.Listen(Hear);
        IsCutOff = true;
    }

    private void Hear(string topic, ReadOnlySpan<byte> payload, bool retained, int packetBytes)
    {
        int slash = topic.LastIndexOf('/');
        if (slash < 0 || !_devices.TryGetValue(topic[..slash], out Device? device)) return;
        if (!retained)
        {
            Interlocked.Increment(ref _messages);
            Interlocked.Add(ref _bytes, packetBytes);
        }

        switch (topic[(slash + 1)..])
        {
            case "status":
                bool isOnline = payload.SequenceEqual("online"u8);
                if (isOnline != device.IsOnline) Interlocked.Add(ref _online, isOnline ? 1 : -1);
                device.IsOnline = isOnline;
                break;
            case "sample":
                device.Take(Number(payload));
                break;
            case Switched when !retained:
                if (device.TryAnswer(payload.SequenceEqual("1"u8), out double ms)) _switchMs.Add(ms);
                break;
        }
    }

    // Run and number of a sample as one: {"time":…,"run":3,"seq":17,…}.
    private static long Number(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        long run = -1;
        long number = -1;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1) continue;
            if (reader.ValueTextEquals("run"u8) && reader.Read()) run = reader.GetInt64();
            else if (reader.ValueTextEquals("seq"u8) && reader.Read()) number = reader.GetInt64();
        }

        return run < 0 || number < 0 ? throw new RunError("a sample without a number: " + Encoding.UTF8.GetString(payload)) : (run * RunStep) + number;
    }

    private sealed class Device(string prefix)
    {
        private readonly Lock _gate = new();
        private long _askedAt;
        private bool _wanted;

        public string Prefix { get; } = prefix;

        public bool IsOnline { get; set; }

        public HashSet<long> Numbers { get; private set; } = [];

        public long Repeated { get; private set; }

        public long Missing => Numbers.GroupBy(it => it / RunStep).Sum(run => run.Max() - run.Min() + 1 - run.Count());

        public void Forget()
        {
            lock (_gate)
            {
                Numbers = [];
                Repeated = 0;
            }
        }

        public void Take(long number)
        {
            lock (_gate)
            {
                if (!Numbers.Add(number)) Repeated++;
            }
        }

        // False: its last command has not been answered yet.
        public bool TryAsk(out bool on)
        {
            lock (_gate)
            {
                on = !_wanted;
                if (_askedAt != 0) return false;
                _wanted = on;
                _askedAt = Stopwatch.GetTimestamp();
                return true;
            }
        }

        public bool TryAnswer(bool on, out double ms)
        {
            lock (_gate)
            {
                ms = 0;
                if (_askedAt == 0 || on != _wanted) return false;
                ms = Stopwatch.GetElapsedTime(_askedAt).TotalMilliseconds;
                _askedAt = 0;
                return true;
            }
        }
    }
}
