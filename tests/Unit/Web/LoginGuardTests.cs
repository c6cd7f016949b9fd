// SPDX-License-Identifier: MIT
using Wattwarden.Web;
using Xunit;

namespace Wattwarden.Tests.Unit.Web;

public class LoginGuardTests
{
    private readonly LoginGuard _guard = new();

    [Fact]
    public void The_wait_doubles_from_the_third_failure_on_up_to_five_minutes()
    {
        long now = 0;
        var waits = new List<long>();
        for (int i = 0; i < 14; i++)
        {
            _guard.Failed("a", now);
            long wait = _guard.WaitMs("a", now);
            waits.Add(wait);
            if (wait > 0) Assert.Equal(1, _guard.WaitMs("a", now + wait - 1));
            Assert.Equal(0, _guard.WaitMs("a", now + wait));
            now += wait;
        }

        Assert.Equal([0, 0, 1000, 2000, 4000, 8000, 16000, 32000, 64000, 128000, 256000, 300000, 300000, 300000], waits);
    }

    [Fact]
    public void Success_and_a_quarter_of_an_hour_wipe_the_slate()
    {
        for (int i = 0; i < 5; i++) _guard.Failed("a", 0);
        Assert.Equal(4000, _guard.WaitMs("a", 0));
        _guard.Succeeded("a", 4000);
        _guard.Failed("a", 4000);
        Assert.Equal(0, _guard.WaitMs("a", 4000));

        for (int i = 0; i < 5; i++) _guard.Failed("b", 5000);
        Assert.True(_guard.WaitMs("b", 5000) > 0);
        _guard.Failed("b", 5000 + LoginGuard.ForgetAfterMs);
        Assert.Equal(0, _guard.WaitMs("b", 5000 + LoginGuard.ForgetAfterMs));
    }

    [Fact]
    public void Other_addresses_do_not_wait_until_failures_pile_up()
    {
        for (int i = 0; i < 6; i++) _guard.Failed("a", 0);
        Assert.Equal(0, _guard.WaitMs("b", 0));
    }

    [Fact]
    public void An_attacker_with_many_addresses_is_slowed_down_and_the_owner_waits_ten_seconds_at_most()
    {
        long now = 0;
        int attempts = 0;
        for (; now < 3_600_000; now += 100)
        {
            if (_guard.WaitMs("attacker" + attempts, now) > 0) continue;
            _guard.Failed("attacker" + attempts, now);
            attempts++;
            Assert.InRange(_guard.WaitMs("owner", now), 0, LoginGuard.MaxGlobalWaitMs);
        }

        Assert.InRange(attempts, 20, 600);
        Assert.Equal(0, _guard.WaitMs("owner", now + LoginGuard.MaxGlobalWaitMs));
        Assert.Equal(0, _guard.WaitMs("owner", now + 3_600_000));
    }
}
